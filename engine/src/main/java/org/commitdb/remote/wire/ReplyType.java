package org.commitdb.remote.wire;

import java.util.Optional;

/// The kinds of replies, by the number that stands in a frame.
enum ReplyType {
    WELCOME(0x80),
    DONE(0x81),
    NUMBER(0x82),
    NUMBERS(0x83),
    IDS(0x84),
    RECORDS(0x85),
    BYTES(0x86),
    RUN(0x87),
    TOGGLES(0x88),
    TOUCHES(0x89),
    UUIDS(0x8A),
    SAMPLES(0x8B),
    BLOB_HEAD(0x8C),
    FACTS(0x8D),
    BLOB_IDS(0x8E),
    BLOB_TOTALS(0x8F),
    TOUCH_PAGES(0x90),
    DELETED(0xFD),
    CHANGED(0xFE),
    FAILURE(0xFF);

    private final int code;

    ReplyType(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static Optional<ReplyType> ofCode(int code) {
        for (ReplyType type : values()) {
            if (type.code == code) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
