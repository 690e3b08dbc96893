import org.jspecify.annotations.NullMarked;

/// CommitDB: a single-file, embedded, versioned document database.
///
/// The module requires nothing beyond the JDK: `java.base`, and `jdk.jfr` for the events of the
/// engine. The annotations of `org.jspecify` matter to compilers only.
@NullMarked
module org.commitdb {
    requires jdk.jfr;
    requires static org.jspecify;

    exports org.commitdb;
    exports org.commitdb.blob;
    exports org.commitdb.commit;
    exports org.commitdb.dsm;
    exports org.commitdb.error;
    exports org.commitdb.merge;
    exports org.commitdb.path;
    exports org.commitdb.remote;
    exports org.commitdb.state;
    exports org.commitdb.store;
    exports org.commitdb.sync;
    exports org.commitdb.type;
    exports org.commitdb.value;
}
