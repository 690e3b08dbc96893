package org.commitdb.dsm;

/// One part of a model: a file or a text in memory.
///
/// @param name what diagnostics call it, a file's name without its folder
/// @param text the DSM text; a leading byte order mark is passed over
public record DsmSource(String name, String text) {}
