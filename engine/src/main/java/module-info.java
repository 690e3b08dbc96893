import org.jspecify.annotations.NullMarked;

/// CommitDB: a single-file, embedded, versioned document database.
///
/// The module requires nothing beyond `java.base`; the annotations of `org.jspecify` matter to
/// compilers only.
@NullMarked
module org.commitdb {
    requires static org.jspecify;
}
