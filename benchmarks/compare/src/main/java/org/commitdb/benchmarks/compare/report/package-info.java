/// Turns measurements into a page, pictures and a machine-readable file.
@NullMarked
package org.commitdb.benchmarks.compare.report;

import org.jspecify.annotations.NullMarked;
