package org.commitdb.path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.commitdb.type.MapType;
import org.commitdb.type.Type;
import org.commitdb.value.AnyValue;
import org.commitdb.value.MapValue;
import org.commitdb.value.OptionalValue;
import org.commitdb.value.RandomValues;
import org.commitdb.value.StructureValue;
import org.commitdb.value.TupleValue;
import org.commitdb.value.Value;
import org.commitdb.value.VariantValue;
import org.commitdb.value.VecValue;
import org.commitdb.value.VectorValue;
import org.commitdb.value.XArrayValue;

final class PathPropertyTest {

    /// A place: the path to it and what is there, found by walking without paths.
    private record Place(Path path, Value value) {}

    private static void collect(Place at, List<Place> places) {
        places.add(at);
        Path path = at.path();
        switch (at.value()) {
            case StructureValue structure -> {
                for (int i = 0; i < structure.size(); i++) {
                    collect(
                            new Place(
                                    path.field(structure.type().fields().get(i).name()),
                                    structure.get(i)),
                            places);
                }
            }
            case TupleValue tuple -> {
                for (int i = 0; i < tuple.size(); i++) {
                    collect(new Place(path.index(i), tuple.get(i)), places);
                }
            }
            case VectorValue vector -> {
                for (int i = 0; i < vector.size(); i++) {
                    collect(new Place(path.index(i), vector.get(i)), places);
                }
            }
            case VecValue vec -> {
                for (int i = 0; i < vec.size(); i++) {
                    collect(new Place(path.index(i), vec.get(i)), places);
                }
            }
            case MapValue map ->
                    map.entries()
                            .forEach(entry ->
                                    collect(
                                            new Place(path.key(entry.key()), entry.value()),
                                            places));
            case XArrayValue xarray -> {
                for (XArrayValue.Slot slot : xarray.slots()) {
                    Value value = slot.value();
                    if (value == null) {
                        assertNull(path.position(slot.position()).resolve(root(places)));
                    } else {
                        collect(new Place(path.position(slot.position()), value), places);
                    }
                }
            }
            case OptionalValue optional ->
                    optional.value()
                            .ifPresent(held -> collect(new Place(path.unwrap(), held), places));
            case AnyValue any ->
                    any.value().ifPresent(held -> collect(new Place(path.unwrap(), held), places));
            case VariantValue variant -> collect(new Place(path.unwrap(), variant.value()), places);
            case Value scalar -> {}
        }
    }

    private static Value root(List<Place> places) {
        return places.getFirst().value();
    }

    private static List<Place> places(Value document) {
        List<Place> places = new ArrayList<>();
        collect(new Place(Path.root(document.type()), document), places);
        return places;
    }

    @Property(tries = 1500)
    void everyPlaceIsResolvedReplacedAndAdmitted(@ForAll long seed) {
        RandomValues values = new RandomValues(new Random(seed));
        Value document = values.value();
        List<Place> places = places(document);
        Place place = places.get(new Random(seed).nextInt(places.size()));
        Path path = place.path();
        assertEquals(place.value(), path.resolve(document));
        assertTrue(path.admits(place.value().type()));
        Type leaf = path.leafType();
        assertTrue(leaf == null || leaf.equals(place.value().type()));
        Value replacement = values.value(place.value().type());
        Value changed = path.replace(document, replacement);
        Assume.that(changed != null);
        assertEquals(document.type(), changed.type());
        assertEquals(replacement, path.resolve(changed));
        assertEquals(place.value(), path.resolve(document));
        assertEquals(document, path.replace(changed, place.value()));
        for (Place other : places) {
            if (!other.path().startsWith(path) && !path.startsWith(other.path())) {
                assertEquals(other.value(), other.path().resolve(changed));
            }
        }
    }

    @Property(tries = 1500)
    void pathIsReadBackFromItsText(@ForAll long seed) {
        Value document = new RandomValues(new Random(seed)).value();
        for (Place place : places(document)) {
            List<Value> keys = new ArrayList<>();
            String text =
                    place.path()
                            .toString(key -> {
                                keys.add(key);
                                return "[{\"}{\\\"\": " + (keys.size() - 1) + "}]";
                            });
            Path read =
                    Path.parse(
                            document.type(),
                            text,
                            (type, inside) -> {
                                Value key =
                                        keys.get(Integer.parseInt(inside.replaceAll("[^0-9]", "")));
                                assertEquals(type, key.type());
                                return key;
                            });
            assertEquals(place.path(), read);
            assertEquals(place.path().hashCode(), read.hashCode());
            assertEquals(place.path(), Path.of(document.type(), place.path().steps()));
        }
    }

    @Property(tries = 2000)
    void pathWithScalarKeysIsReadBackFromItsDefaultText(@ForAll long seed) {
        Random random = new Random(seed);
        RandomValues values = new RandomValues(random);
        Value key = values.value();
        Assume.that(ScalarKeysTest.isScalar(key.type()));
        Type type = new MapType(key.type(), key.type());
        Path path = Path.root(type).key(key);
        assertEquals(path, Path.parse(type, path.toString()), path::toString);
    }
}
