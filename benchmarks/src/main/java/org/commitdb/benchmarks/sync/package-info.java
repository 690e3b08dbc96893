/// What it costs to bring two databases to the same commits.
@NullMarked
package org.commitdb.benchmarks.sync;

import org.jspecify.annotations.NullMarked;
