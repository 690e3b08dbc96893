package org.commitdb.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.commitdb.bytes.ByteReader;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.type.Definitions;
import org.commitdb.type.DefinitionsArbitraries;
import org.commitdb.type.RandomDefinitions;
import org.commitdb.type.Type;

/// What is written is read back, docstrings, defaults and members included.
final class DefinitionsCodecPropertyTest {

    @Provide
    Arbitrary<Definitions> registries() {
        return DefinitionsArbitraries.definitions();
    }

    @Property(tries = 300)
    void definitionsSurviveTheRoundTrip(@ForAll("registries") Definitions definitions) {
        byte[] bytes = DefinitionsCodec.encode(definitions);
        Definitions decoded = DefinitionsCodec.decode(bytes);
        assertEquals(List.copyOf(definitions.all()), List.copyOf(decoded.all()));
        assertEquals(
                definitions.clubs().stream().map(club -> club.members()).toList(),
                decoded.clubs().stream().map(club -> club.members()).toList());
        assertEquals(
                definitions.structures().stream().map(structure -> structure.fields()).toList(),
                decoded.structures().stream().map(structure -> structure.fields()).toList());
        assertEquals(
                definitions.all().stream().map(each -> each.documentation()).toList(),
                decoded.all().stream().map(each -> each.documentation()).toList());
        assertArrayEquals(bytes, DefinitionsCodec.encode(decoded));
    }

    @Property(tries = 500)
    void typesSurviveTheRoundTrip(
            @ForAll("registries") Definitions definitions, @ForAll long seed) {
        Type type = RandomDefinitions.type(seed, definitions, 5);
        ByteWriter out = new ByteWriter();
        TypeCodec.write(out, type);
        ByteReader in = new ByteReader(out.toByteArray(), "type");
        assertEquals(type, TypeCodec.read(in, definitions));
        assertEquals(0, in.remaining());
    }
}
