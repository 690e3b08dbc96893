package org.commitdb.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.commitdb.store.DocumentId;
import org.junit.jupiter.api.Test;

final class FrameLedgerTest {

    private static final int MANY = 100_000;

    private final FrameLedger ledger = new FrameLedger(new FrameSpacing(3, 2, 1));

    private static DocumentId document(int number) {
        return new DocumentId(
                new UUID(1, 2),
                UUID.nameUUIDFromBytes(("document " + number).getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void spacingIsAtLeastOneCommit() {
        assertThrows(IllegalArgumentException.class, () -> new FrameSpacing(0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new FrameSpacing(1, -1, 0));
        assertThrows(IllegalArgumentException.class, () -> new FrameSpacing(1, 0, -1));
        assertTrue(new FrameSpacing(1, 0, 0).allows(1, 0, 100));
        assertFalse(new FrameSpacing(1, 0, 0).allows(0, 100, 0));
    }

    @Test
    void frameMayBeDueAfterSoManyCommits() {
        assertFalse(ledger.count(document(1), 10));
        assertFalse(ledger.count(document(1), 10));
        assertFalse(ledger.count(document(2), 10));
        assertTrue(ledger.count(document(1), 10));
    }

    @Test
    void frameThatIsTooLargePaysLater() {
        for (int i = 0; i < 3; i++) {
            ledger.count(document(1), 10);
        }
        assertFalse(ledger.settle(document(1), 20));
        assertTrue(ledger.count(document(1), 10));
        assertTrue(ledger.settle(document(1), 20));
        assertFalse(ledger.count(document(1), 1000));
    }

    @Test
    void documentThatIsWrittenAgainAndAgainIsRemembered() {
        int counted = 0;
        for (int i = 0; i < MANY; i++) {
            ledger.count(document(-1), 10);
            ledger.count(document(i), 10);
            if (ledger.settle(document(-1), 0)) {
                counted++;
            }
        }
        assertEquals(MANY / 3, counted);
    }

    @Test
    void documentThatWasWrittenLongAgoStartsAgain() {
        ledger.count(document(-1), 10);
        ledger.count(document(-1), 10);
        for (int i = 0; i < MANY; i++) {
            ledger.count(document(i), 10);
        }
        assertFalse(ledger.count(document(-1), 10));
    }

    @Test
    void thousandsOfDocumentsAreRememberedAtOnce() {
        int documents = 2000;
        int due = 0;
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < documents; i++) {
                due += ledger.count(document(i), 10) ? 1 : 0;
            }
        }
        assertTrue(due > documents * 8 / 10, due + " of " + documents);
    }
}
