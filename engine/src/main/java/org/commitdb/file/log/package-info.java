/// The log of a `.cdb` file: a chained, checksummed sequence of records that is appended to and
/// never rewritten. It is the data; everything else in the file is derived from it.
///
/// Entry types: [org.commitdb.file.log.TransactionEncoder] appends,
/// [org.commitdb.file.log.RecordReader] reads one record, [org.commitdb.file.log.LogScanner] reads
/// on from a place, [org.commitdb.file.log.TailSurvey] finds the end after a crash.
///
/// Invariants: a record is accepted only with the right checksum (salted by file and offset), the
/// expected sequence number and the checksum of its predecessor; a transaction exists only when all
/// its records do; a damaged record that was durable once is reported, never cut off. Allowed
/// imports: error, bytes, file.storage.
package org.commitdb.file.log;
