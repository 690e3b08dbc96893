package org.commitdb.tools.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class PrintableTextTest {

    @Test
    void ordinaryTextStaysAsItIs() {
        assertEquals("Prix: 5 € 👩‍🚀", PrintableText.of("Prix: 5 € 👩‍🚀"));
    }

    @Test
    void controlCharactersBecomeEscapes() {
        assertEquals("a\\nb\\tc\\u001b[31m", PrintableText.of("a\nb\tc\u001B[31m"));
    }

    @Test
    void charactersThatTurnTextBecomeEscapes() {
        assertEquals("a\\u202eb", PrintableText.of("a\u202Eb"));
    }

    @Test
    void moreThanOneLineIsMarked() {
        assertEquals("one …", PrintableText.firstLineOf("one\ntwo"));
        assertEquals("one", PrintableText.firstLineOf("one"));
    }
}
