package org.commitdb.sync;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// One way of a synchronisation, for the JDK's flight recorder.
@Name("org.commitdb.Synchronization")
@Label("Synchronization")
@Category("CommitDB")
@Description("What one database lacked of another was copied, one way")
@StackTrace(false)
final class SynchronizationEvent extends Event {

    @Label("To the target")
    boolean toTarget;

    @Label("Definition records")
    long definitions;

    @Label("Commits")
    long commits;

    @Label("Size of the commits")
    @DataAmount
    long commitSize;

    @Label("Blobs")
    long blobs;

    @Label("Size of the blobs")
    @DataAmount
    long blobSize;

    @Label("Done")
    @Description("Whether it came to its end")
    boolean done;
}
