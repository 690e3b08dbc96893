/// The stores that are compared, each behind one of two small interfaces.
///
/// [org.commitdb.benchmarks.compare.peer.KeyValuePeer] holds records and documents by key;
/// [org.commitdb.benchmarks.compare.peer.HistoryPeer] holds documents with fields and every past
/// state of them. Each peer is used as its manual shows, with nothing tuned but the durability.
@NullMarked
package org.commitdb.benchmarks.compare.peer;

import org.jspecify.annotations.NullMarked;
