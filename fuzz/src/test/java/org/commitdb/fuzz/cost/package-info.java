/// What operations cost as histories grow: a table of times, printed and never asserted, and counts
/// of what is read, which are.
///
/// Entry type: [org.commitdb.fuzz.cost.CostTableTest]. `./mvnw -Plong -pl fuzz -am test
/// -Dtest=CostTableTest` prints the table at full size.
@NullMarked
package org.commitdb.fuzz.cost;

import org.jspecify.annotations.NullMarked;
