/// What it costs to make a commit: encoding, hashing, appending, syncing.
@NullMarked
package org.commitdb.benchmarks.commit;

import org.jspecify.annotations.NullMarked;
