package org.commitdb.state;

/// Says which commits are rivals: concurrent, so that neither knew of the other.
///
/// **Units**: ordinals.
interface Rivalry {

    /// Nobody is anybody's rival.
    Rivalry NONE =
            new Rivalry() {
                @Override
                public boolean mayHaveRivals(long later) {
                    return false;
                }

                @Override
                public boolean rivals(long earlier, long later) {
                    return false;
                }
            };

    /// Whether some commit before `later` may be its rival.
    boolean mayHaveRivals(long later);

    /// Whether `earlier`, which comes before `later` in linear order, is its rival.
    boolean rivals(long earlier, long later);

    /// The rivals among the commits of `order`: neither is an ancestor of the other.
    ///
    /// A commit on the chain of parents from the tip has none before it, because its own order is
    /// all that comes before it.
    static Rivalry byAncestry(LinearOrder order, LinearOrders orders) {
        return new Rivalry() {
            private LinearOrder known = LinearOrder.EMPTY;

            @Override
            public boolean mayHaveRivals(long later) {
                return order.bearer(order.segmentOf(later), later) != later;
            }

            @Override
            public boolean rivals(long earlier, long later) {
                if (known.tip() != later) {
                    known = orders.of(later);
                }
                return !known.contains(earlier);
            }
        };
    }

    /// The rivals across two streams: what only `ours` has against what only `theirs` has.
    static Rivalry across(LinearOrder ours, LinearOrder theirs) {
        return new Rivalry() {
            @Override
            public boolean mayHaveRivals(long later) {
                return !ours.contains(later);
            }

            @Override
            public boolean rivals(long earlier, long later) {
                return !ours.contains(later)
                        && theirs.contains(later)
                        && ours.contains(earlier)
                        && !theirs.contains(earlier);
            }
        };
    }
}
