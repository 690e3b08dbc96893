/// What it costs to find something in the indexes.
@NullMarked
package org.commitdb.benchmarks.btree;

import org.jspecify.annotations.NullMarked;
