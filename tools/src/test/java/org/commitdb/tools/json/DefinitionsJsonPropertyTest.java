package org.commitdb.tools.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.commitdb.dsm.DsmModel;
import org.commitdb.dsm.DsmPrinter;
import org.commitdb.type.RandomDefinitions;

/// Models survive the round trip, and no text breaks the reader.
final class DefinitionsJsonPropertyTest {

    @Property(tries = 300)
    void modelsSurviveTheRoundTrip(@ForAll long seed) {
        DsmModel model = new DsmModel(RandomDefinitions.of(seed));
        String text = DefinitionsJson.encode(model);
        DsmModel read = DefinitionsJson.decode(text);
        assertEquals(model.definitions().digest(), read.definitions().digest());
        assertEquals(text, DefinitionsJson.encode(read));
        assertEquals(
                text,
                DefinitionsJson.encode(
                        DefinitionsJson.decode(DefinitionsJson.encodeIndented(model))));
        assertEquals(
                text,
                DefinitionsJson.encode(
                        org.commitdb.dsm.Dsm.parse(DsmPrinter.standard().print(read))));
    }

    @Property(tries = 1000)
    void mutatedTextIsReadOrRefused(@ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder text =
                new StringBuilder(
                        DefinitionsJson.encode(new DsmModel(RandomDefinitions.of(seed % 50))));
        for (int i = 0; i <= random.nextInt(3); i++) {
            text.setCharAt(
                    random.nextInt(text.length()),
                    "{}[]\",:0123abcxyz_".charAt(random.nextInt(18)));
        }
        try {
            assertNotNull(
                    DefinitionsJson.decode(text.toString(), DefinitionsJson.RuntimeIds.IGNORED));
        } catch (JsonException e) {
            assertNotNull(e.problem());
        }
    }
}
