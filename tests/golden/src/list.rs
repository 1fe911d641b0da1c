//! Every golden as a module, written by the test that compares them.

#[path = "../additional_properties/expected/mod.rs"]
pub mod additional_properties;

#[path = "../answers/expected/mod.rs"]
pub mod answers;

#[path = "../answers_swagger/expected/mod.rs"]
pub mod answers_swagger;

#[path = "../base_path/expected/mod.rs"]
pub mod base_path;

#[path = "../bodies/expected/mod.rs"]
pub mod bodies;

#[path = "../body_bytes/expected/mod.rs"]
pub mod body_bytes;

#[path = "../broken/expected/mod.rs"]
pub mod broken;

#[path = "../call_servers/expected/mod.rs"]
pub mod call_servers;

#[path = "../choices/expected/mod.rs"]
pub mod choices;

#[path = "../clients/expected/mod.rs"]
pub mod clients;

#[path = "../constants/expected/mod.rs"]
pub mod constants;

#[path = "../dates/expected/mod.rs"]
pub mod dates;

#[path = "../deprecated/expected/mod.rs"]
pub mod deprecated;

#[path = "../dialects/expected/mod.rs"]
pub mod dialects;

#[path = "../enums/expected/mod.rs"]
pub mod enums;

#[path = "../enums_of_all/expected/mod.rs"]
pub mod enums_of_all;

#[path = "../equality/expected/mod.rs"]
pub mod equality;

#[path = "../files/expected/mod.rs"]
pub mod files;

#[path = "../form_data/expected/mod.rs"]
pub mod form_data;

#[path = "../forms/expected/mod.rs"]
pub mod forms;

#[path = "../group_features/expected/mod.rs"]
pub mod group_features;

#[path = "../inheritance/expected/mod.rs"]
pub mod inheritance;

#[path = "../inline/expected/mod.rs"]
pub mod inline;

#[path = "../json_schema/expected/mod.rs"]
pub mod json_schema;

#[path = "../kept_simpler/expected/mod.rs"]
pub mod kept_simpler;

#[path = "../keywords/expected/mod.rs"]
pub mod keywords;

#[path = "../long_running/expected/mod.rs"]
pub mod long_running;

#[path = "../lost_names/expected/mod.rs"]
pub mod lost_names;

#[path = "../many/expected/mod.rs"]
pub mod many;

#[path = "../maps/expected/mod.rs"]
pub mod maps;

#[path = "../merge_patch/expected/mod.rs"]
pub mod merge_patch;

#[path = "../merge_patch_plain/expected/mod.rs"]
pub mod merge_patch_plain;

#[path = "../nullable/expected/mod.rs"]
pub mod nullable;

#[path = "../obstacles/names/expected/mod.rs"]
pub mod obstacles_names;

#[path = "../obstacles/shadows/expected/mod.rs"]
pub mod obstacles_shadows;

#[path = "../obstacles/texts/expected/mod.rs"]
pub mod obstacles_texts;

#[path = "../paging/expected/mod.rs"]
pub mod paging;

#[path = "../paging_forms/expected/mod.rs"]
pub mod paging_forms;

#[path = "../parameter_lists/expected/mod.rs"]
pub mod parameter_lists;

#[path = "../parameter_objects/expected/mod.rs"]
pub mod parameter_objects;

#[path = "../parameter_places/expected/mod.rs"]
pub mod parameter_places;

#[path = "../parameters/expected/mod.rs"]
pub mod parameters;

#[path = "../part_places/expected/mod.rs"]
pub mod part_places;

#[path = "../paths/expected/mod.rs"]
pub mod paths;

#[path = "../plain/expected/mod.rs"]
pub mod plain;

#[path = "../read_only/expected/mod.rs"]
pub mod read_only;

#[path = "../recursion/expected/mod.rs"]
pub mod recursion;

#[path = "../responses/expected/mod.rs"]
pub mod responses;

#[path = "../scalars/expected/mod.rs"]
pub mod scalars;

#[path = "../schema_places/expected/mod.rs"]
pub mod schema_places;

#[path = "../secrets/expected/mod.rs"]
pub mod secrets;

#[path = "../security/expected/mod.rs"]
pub mod security;

#[path = "../security_declared/expected/mod.rs"]
pub mod security_declared;

#[path = "../security_kept/expected/mod.rs"]
pub mod security_kept;

#[path = "../sequences/expected/mod.rs"]
pub mod sequences;

#[path = "../server_path/expected/mod.rs"]
pub mod server_path;

#[path = "../server_variables/expected/mod.rs"]
pub mod server_variables;

#[path = "../servers/expected/mod.rs"]
pub mod servers;

#[path = "../several_bodies/expected/mod.rs"]
pub mod several_bodies;

#[path = "../types_only/expected/mod.rs"]
pub mod types_only;

#[path = "../unions/expected/mod.rs"]
pub mod unions;

#[path = "../unions_mapped/expected/mod.rs"]
pub mod unions_mapped;

#[path = "../variants/expected/mod.rs"]
pub mod variants;

#[path = "../vendor_extensions/expected/mod.rs"]
pub mod vendor_extensions;

#[path = "../whole_files/expected/mod.rs"]
pub mod whole_files;

#[path = "../xml/expected/mod.rs"]
pub mod xml;

#[path = "../xml_and_json/expected/mod.rs"]
pub mod xml_and_json;

#[path = "../xml_nodes/expected/mod.rs"]
pub mod xml_nodes;

#[path = "../xml_swagger/expected/mod.rs"]
pub mod xml_swagger;
