/// What it costs to join streams, and to take commits out of one.
@NullMarked
package org.commitdb.benchmarks.merge;

import org.jspecify.annotations.NullMarked;
