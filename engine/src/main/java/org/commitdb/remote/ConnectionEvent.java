package org.commitdb.remote;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// A connection of a client, from its beginning to its end, for the JDK's flight recorder.
@Name("org.commitdb.Connection")
@Label("Connection")
@Category("CommitDB")
@Description("A connection of a client to a server")
@StackTrace(false)
final class ConnectionEvent extends Event {

    @Label("Peer")
    String peer = "";

    @Label("Received")
    @DataAmount
    long receivedBytes;

    @Label("Sent")
    @DataAmount
    long sentBytes;

    @Label("End")
    @Description("Why it ended")
    String end = "";
}
