/// What it costs to read documents, now and in the past, and to edit what they are made of.
@NullMarked
package org.commitdb.benchmarks.reconstruct;

import org.jspecify.annotations.NullMarked;
