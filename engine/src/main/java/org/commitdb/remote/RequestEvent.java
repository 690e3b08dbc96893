package org.commitdb.remote;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// A request that a server worked on, for the JDK's flight recorder.
@Name("org.commitdb.Request")
@Label("Request")
@Category("CommitDB")
@Description("A request of a client")
@StackTrace(false)
final class RequestEvent extends Event {

    @Label("Request")
    String request = "";

    @Label("Peer")
    String peer = "";

    @Label("Request size")
    @DataAmount
    long requestSize;

    @Label("Reply size")
    @DataAmount
    long replySize;

    @Label("Failure")
    String failure = "";
}
