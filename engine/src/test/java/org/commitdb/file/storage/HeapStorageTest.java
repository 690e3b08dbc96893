package org.commitdb.file.storage;

final class HeapStorageTest extends StorageContract {

    @Override
    Storage newStorage() {
        return new HeapStorage("memory");
    }
}
