package org.commitdb.type;

/// One case of an enumeration.
public record EnumerationCase(String name, String documentation) {}
