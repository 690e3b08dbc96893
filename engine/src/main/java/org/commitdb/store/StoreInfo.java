package org.commitdb.store;

import java.util.Map;

/// Facts about a store, for people: each a name and a value, in the order in which to show them.
public record StoreInfo(Map<String, String> facts) {}
