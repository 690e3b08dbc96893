package org.commitdb.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.commitdb.path.Path;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.SetType;
import org.commitdb.value.SetValue;
import org.commitdb.value.StringValue;
import org.commitdb.value.StructureValue;
import org.commitdb.value.Value;
import org.junit.jupiter.api.Test;

final class PlaceTest {

    private static final RichModel MODEL = new RichModel();
    private static final Value A = StringValue.of("a");
    private static final Value B = StringValue.of("b");

    private static Path path(String text) {
        return Path.parse(MODEL.profile, text);
    }

    private static Place place(String text) {
        return Place.of(path(text));
    }

    private static Place label(Value element) {
        return Place.ofElement(path(".point.labels"), element);
    }

    @Test
    void documentsEntriesSlotsAndElementsMayBeVacant() {
        Path root = Path.root(MODEL.profile);
        assertTrue(Place.of(root).isDocument());
        assertFalse(place(".point").isDocument());
        for (Place each :
                List.of(
                        Place.of(root),
                        label(A),
                        Place.of(path(".scores").key(A)),
                        Place.of(path(".items").position(new UUID(1, 1))))) {
            assertTrue(each.mayBeVacant(), each::toString);
        }
        for (String each : List.of(".point", ".points[0]", ".maybe?", ".point.labels")) {
            assertFalse(place(each).mayBeVacant(), each);
        }
        SetType texts = new SetType(PrimitiveType.STRING);
        assertFalse(Place.ofElement(Path.root(texts), A).isDocument());
        assertTrue(Place.of(Path.root(texts)).isDocument());
    }

    @Test
    void placesOverlapWhenOneIsWithinTheOther() {
        for (List<Place> pair :
                List.of(
                        List.of(place(".point"), place(".point")),
                        List.of(place(".point"), place(".point.x")),
                        List.of(place(".point"), label(A)),
                        List.of(place(".point.labels"), label(A)),
                        List.of(label(A), label(A)))) {
            assertTrue(pair.getFirst().overlaps(pair.getLast()), pair::toString);
            assertTrue(pair.getLast().overlaps(pair.getFirst()), pair::toString);
        }
        for (List<Place> pair :
                List.of(
                        List.of(place(".point.x"), place(".point.labels")),
                        List.of(place(".point.x"), label(A)),
                        List.of(label(A), label(B)),
                        List.of(place(".points[0]"), place(".points[1]")))) {
            assertFalse(pair.getFirst().overlaps(pair.getLast()), pair::toString);
            assertFalse(pair.getLast().overlaps(pair.getFirst()), pair::toString);
        }
    }

    @Test
    void elementStandsForItselfWhereTheSetHasIt() {
        SetValue labels = SetValue.of(new SetType(PrimitiveType.STRING), A);
        Optional<Value> document =
                Optional.of(
                        StructureValue.create(MODEL.profile)
                                .with(
                                        "point",
                                        StructureValue.create(MODEL.point).with("labels", labels)));
        assertEquals(Optional.of(A), label(A).in(document));
        assertEquals(Optional.empty(), label(B).in(document));
        assertEquals(Optional.of(labels), place(".point.labels").in(document));
        assertEquals(Optional.empty(), Place.of(path(".scores").key(A)).in(document));
        assertEquals(Optional.empty(), label(A).in(Optional.empty()));
        assertEquals(Optional.empty(), Place.ofElement(path(".text"), A).in(document), "not a set");
    }

    @Test
    void textIsThePathAndTheElement() {
        assertEquals(".point.labels", place(".point.labels").toString());
        assertEquals(".point.labels ∋ " + A, label(A).toString());
    }
}
