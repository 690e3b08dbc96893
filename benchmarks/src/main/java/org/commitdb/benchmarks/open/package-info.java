/// What opening a file costs.
@NullMarked
package org.commitdb.benchmarks.open;

import org.jspecify.annotations.NullMarked;
