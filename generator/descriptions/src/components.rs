//! Circles in a graph: Tarjan's algorithm, with a separate stack, so that a long chain cannot overflow the program's stack.

/// For each node the number of its strongly connected component: what a component leads to has lower numbers.
pub fn components(edges: &[Vec<usize>]) -> Vec<usize> {
    const UNSEEN: usize = usize::MAX;
    let count = edges.len();
    let (mut order, mut low, mut component) = (vec![UNSEEN; count], vec![0; count], vec![UNSEEN; count]);
    let (mut stack, mut next_order, mut next_component) = (Vec::new(), 0, 0);
    for root in 0..count {
        if order.get(root) != Some(&UNSEEN) {
            continue;
        }
        let mut work = vec![(root, 0)];
        while let Some((node, edge)) = work.pop() {
            if edge == 0 {
                set(&mut order, node, next_order);
                set(&mut low, node, next_order);
                next_order += 1;
                stack.push(node);
            }
            if let Some(target) = edges.get(node).and_then(|edges| edges.get(edge)).copied() {
                work.push((node, edge + 1));
                if get(&order, target) == UNSEEN {
                    work.push((target, 0));
                } else if get(&component, target) == UNSEEN {
                    let reached = get(&order, target).min(get(&low, node));
                    set(&mut low, node, reached);
                }
            } else {
                if get(&low, node) == get(&order, node) {
                    while let Some(member) = stack.pop() {
                        set(&mut component, member, next_component);
                        if member == node {
                            break;
                        }
                    }
                    next_component += 1;
                }
                if let Some((parent, _)) = work.last() {
                    let reached = get(&low, *parent).min(get(&low, node));
                    set(&mut low, *parent, reached);
                }
            }
        }
    }
    component
}

fn get(list: &[usize], at: usize) -> usize {
    list.get(at).copied().unwrap_or(usize::MAX)
}

fn set(list: &mut [usize], at: usize, value: usize) {
    if let Some(slot) = list.get_mut(at) {
        *slot = value;
    }
}

#[cfg(test)]
mod tests {
    use super::components;

    #[test]
    fn nodes_on_a_circle_share_a_component() {
        let component = components(&[vec![1], vec![2], vec![0, 3], vec![3], vec![]]);
        assert_eq!(component[0], component[1]);
        assert_eq!(component[1], component[2]);
        assert_ne!(component[2], component[3]);
        assert_ne!(component[3], component[4]);
    }

    #[test]
    fn a_chain_of_a_million_nodes_does_not_overflow_the_stack() {
        let edges: Vec<Vec<usize>> = (1..=1_000_000)
            .map(|next| if next < 1_000_000 { vec![next] } else { vec![] })
            .collect();
        let component = components(&edges);
        assert_ne!(component[0], component[1]);
    }
}
