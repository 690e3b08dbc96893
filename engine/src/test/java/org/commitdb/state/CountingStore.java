package org.commitdb.state;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicLong;
import org.commitdb.store.RecordStore;

/// Counts how often a method of a store is called.
final class CountingStore {

    private CountingStore() {}

    /// What `store` is, with calls of the methods named `method` counted.
    static RecordStore of(RecordStore store, String method, AtomicLong count) {
        return (RecordStore)
                Proxy.newProxyInstance(
                        CountingStore.class.getClassLoader(),
                        new Class<?>[] {RecordStore.class},
                        (proxy, called, arguments) -> {
                            if (called.getName().equals(method)) {
                                count.incrementAndGet();
                            }
                            try {
                                return called.invoke(store, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }
}
