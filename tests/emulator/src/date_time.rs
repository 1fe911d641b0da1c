//! The forms of dates and times that the service writes and reads.

use time::format_description::BorrowedFormatItem;
use time::format_description::well_known::Rfc3339;
use time::macros::{datetime, format_description};
use time::{OffsetDateTime, PrimitiveDateTime, UtcOffset};

/// `2021-09-03T19:27:18Z`: whole seconds, which is what chat answers with.
const SECONDS: &[BorrowedFormatItem<'_>] =
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]Z");

/// `1/1/1970 12:00:00 AM +00:00`: how the service writes `startTime` into its next links, and so must read back.
const IN_LINKS: &[BorrowedFormatItem<'_>] = format_description!(
    "[month padding:none]/[day padding:none]/[year] [hour repr:12 padding:none]:[minute]:[second] [period] \
     [offset_hour sign:mandatory]:[offset_minute]"
);

/// `2021-09-03T19:27:18.1234567`: what identity answers with, before zeros are trimmed and `+00:00` added.
const TICKS: &[BorrowedFormatItem<'_>] =
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:7]");

/// The first moment that RFC 3339 can write.
const FIRST: OffsetDateTime = datetime!(0000-01-01 00:00 UTC);

/// The last moment that RFC 3339 can write.
const LAST: OffsetDateTime = datetime!(9999-12-31 23:59:59.999_999_999 UTC);

/// `Tue, 09 Mar 2021 08:00:00 GMT`: the form of dates in headers.
const IN_HEADERS: &[BorrowedFormatItem<'_>] =
    format_description!("[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT");

/// Writes a date and time for a body of chat: whole seconds.
pub(crate) fn format_seconds(moment: OffsetDateTime) -> String {
    to_utc(moment).format(SECONDS).unwrap_or_default()
}

/// Writes a date and time for a body of identity, without zeros at the end of the fraction.
pub(crate) fn format_ticks(moment: OffsetDateTime) -> String {
    let text = to_utc(moment).format(TICKS).unwrap_or_default();
    // There is a point, so no zero of the seconds is trimmed.
    let trimmed = text.trim_end_matches('0').trim_end_matches('.');
    format!("{trimmed}+00:00")
}

/// Writes a date and time for an event: seven digits behind the seconds.
pub(crate) fn format_event(moment: OffsetDateTime) -> String {
    let text = to_utc(moment).format(TICKS).unwrap_or_default();
    format!("{text}Z")
}

/// Writes a date and time for a header.
pub(crate) fn format_http(moment: OffsetDateTime) -> String {
    to_utc(moment).format(IN_HEADERS).unwrap_or_default()
}

/// Reads a date and time of a header.
pub(crate) fn parse_http(text: &str) -> Option<OffsetDateTime> {
    PrimitiveDateTime::parse(text, IN_HEADERS)
        .ok()
        .map(PrimitiveDateTime::assume_utc)
}

/// Writes a date and time for the query of a next link.
pub(crate) fn format_for_link(moment: OffsetDateTime) -> String {
    to_utc(moment).format(IN_LINKS).unwrap_or_default()
}

/// Reads a date and time in RFC 3339, the form in bodies.
pub(crate) fn parse_rfc3339(text: &str) -> Option<OffsetDateTime> {
    OffsetDateTime::parse(text, &Rfc3339).ok().map(to_utc)
}

/// Reads a date and time of a query: RFC 3339, or the form in the service's own next links.
pub(crate) fn parse_query(text: &str) -> Option<OffsetDateTime> {
    parse_rfc3339(text).or_else(|| OffsetDateTime::parse(text, IN_LINKS).ok().map(to_utc))
}

/// Converts to UTC. A result before the year 0 or after 9999, which RFC 3339 cannot write, becomes the first or last moment
/// that it can.
pub(crate) fn to_utc(moment: OffsetDateTime) -> OffsetDateTime {
    let utc = moment
        .checked_to_offset(UtcOffset::UTC)
        .unwrap_or(if moment.offset().is_negative() {
            LAST
        } else {
            FIRST
        });
    utc.clamp(FIRST, LAST)
}

/// Returns the milliseconds since 1970, from which message ids are made.
pub(crate) fn unix_milliseconds(moment: OffsetDateTime) -> i64 {
    i64::try_from(moment.unix_timestamp_nanos() / 1_000_000).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_hold_whole_seconds_in_utc() {
        assert_eq!(
            format_seconds(datetime!(2021-09-03 21:27:18.987 +2)),
            "2021-09-03T19:27:18Z"
        );
    }

    #[test]
    fn links_hold_the_form_of_the_service_and_read_it_back() {
        let epoch = format_for_link(OffsetDateTime::UNIX_EPOCH);
        assert_eq!(epoch, "1/1/1970 12:00:00 AM +00:00");
        assert_eq!(parse_query(&epoch), Some(OffsetDateTime::UNIX_EPOCH));
        let evening = datetime!(2021-11-23 22:05:09 UTC);
        assert_eq!(format_for_link(evening), "11/23/2021 10:05:09 PM +00:00");
        assert_eq!(parse_query("11/23/2021 10:05:09 PM +00:00"), Some(evening));
    }

    #[test]
    fn bodies_of_identity_are_more_precise() {
        assert_eq!(
            format_ticks(datetime!(2021-09-03 19:27:18.1234567 UTC)),
            "2021-09-03T19:27:18.1234567+00:00"
        );
    }

    #[test]
    fn bodies_of_identity_have_no_zeros_at_the_end_of_a_fraction() {
        for (moment, text) in [
            (
                datetime!(2021-09-03 19:27:10.12 UTC),
                "2021-09-03T19:27:10.12+00:00",
            ),
            (
                datetime!(2021-09-03 19:27:10.000_001 UTC),
                "2021-09-03T19:27:10.000001+00:00",
            ),
            (datetime!(2021-09-03 19:20:00 UTC), "2021-09-03T19:20:00+00:00"),
        ] {
            assert_eq!(format_ticks(moment), text);
        }
    }

    #[test]
    fn a_date_beyond_all_dates_is_the_first_or_the_last() {
        for (text, year) in [
            ("9999-12-31T23:59:59.999999999-23:59", 9999),
            ("9999-12-31T23:59:59-00:01", 9999),
            ("0000-01-01T00:00:00+23:59", 0),
            ("12/31/9999 11:59:59 PM -23:00", 9999),
            ("1/1/-9999 12:00:00 AM +23:00", 0),
        ] {
            let moment = parse_query(text).unwrap();
            assert_eq!(moment.year(), year, "{text}");
            assert_eq!(
                parse_rfc3339(&format_seconds(moment)).unwrap().year(),
                year,
                "{text}"
            );
            assert_eq!(
                parse_query(&format_for_link(moment)).unwrap().year(),
                year,
                "{text}"
            );
        }
    }

    #[test]
    fn headers_hold_the_form_of_http() {
        let moment = datetime!(2021-03-09 08:00 UTC);
        let text = format_http(moment);
        assert_eq!(text, "Tue, 09 Mar 2021 08:00:00 GMT");
        assert_eq!(parse_http(&text), Some(moment));
        for bad in ["", "2021-03-09T08:00:00Z", "Tue, 09 Mar 2021 08:00:00 +0000"] {
            assert_eq!(parse_http(bad), None, "{bad}");
        }
    }

    #[test]
    fn bodies_take_fractions_and_offsets_and_nothing_else() {
        assert_eq!(
            parse_rfc3339("2021-09-03T19:27:18.1234567+00:00").map(OffsetDateTime::nanosecond),
            Some(123_456_700)
        );
        assert_eq!(parse_rfc3339("1/1/1970 12:00:00 AM +00:00"), None);
        assert_eq!(parse_rfc3339("2021-09-03"), None);
    }
}
