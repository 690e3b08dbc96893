package org.commitdb.value;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.UUID;
import org.commitdb.type.AnyConcept;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.VectorType;
import org.commitdb.type.XArrayType;
import org.junit.jupiter.api.Test;

final class ValueTextTest {

    @Test
    void describedFormEndsInTheType() {
        Value vector = Value.from(new VectorType(PrimitiveType.STRING), List.of("a", "b"));
        assertEquals("['a', 'b']:vector<string>", vector.describe());
    }

    @Test
    void stringsAreQuotedAndEscaped() {
        assertEquals("'it\\'s \\\\ \\n \\u0007'", StringValue.of("it's \\ \n \u0007").toString());
    }

    @Test
    void blobsShowTheirSizeOnly() {
        assertEquals("blob(5)", BlobValue.of(new byte[5]).toString());
    }

    @Test
    void keysShowInstanceAndConcept() {
        UUID instance = new UUID(0, 1);
        assertEquals(
                "Sample::Thing(00000000-0000-0000-0000-000000000001)",
                Key.of(SampleTypes.THING, instance, SampleTypes.THING.runtimeId()).toString());
        assertEquals(
                "key(00000000-0000-0000-0000-000000000001, " + SampleTypes.THING.runtimeId() + ")",
                Key.of(AnyConcept.ANY_CONCEPT, instance, SampleTypes.THING.runtimeId()).toString());
    }

    @Test
    void xarrayShowsItsLiveValues() {
        UUID second = new UUID(0, 2);
        XArrayValue xarray =
                XArrayValue.empty(new XArrayType(PrimitiveType.STRING))
                        .insert(XArrayValue.END, second, StringValue.of("b"))
                        .insert(second, new UUID(0, 1), StringValue.of("a"))
                        .insertMasked(second, new UUID(0, 3));
        assertEquals("['a', 'b']", xarray.toString());
        assertEquals("['a']", xarray.remove(second).toString());
    }
}
