package org.commitdb.sync;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.commitdb.store.RecordStore;

/// A store that gives out after so many changes.
final class FailingStore {

    private final RecordStore store;
    private int changesLeft;

    /// What it raises then.
    static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    FailingStore(RecordStore target, int changes) {
        this.changesLeft = changes;
        this.store =
                (RecordStore)
                        Proxy.newProxyInstance(
                                RecordStore.class.getClassLoader(),
                                new Class<?>[] {RecordStore.class},
                                (proxy, method, arguments) -> {
                                    String name = method.getName();
                                    if (name.equals("append") || name.equals("putBlob")) {
                                        giveOut();
                                    }
                                    try {
                                        return method.invoke(target, arguments);
                                    } catch (InvocationTargetException e) {
                                        throw e.getCause();
                                    }
                                });
    }

    RecordStore store() {
        return store;
    }

    private void giveOut() {
        if (changesLeft-- == 0) {
            throw new Failure();
        }
    }
}
