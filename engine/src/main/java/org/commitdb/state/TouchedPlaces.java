package org.commitdb.state;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.commitdb.commit.Opcode;
import org.commitdb.path.Path;
import org.commitdb.value.Value;

/// Tells which places an opcode is about.
///
/// What an opcode asks for counts as written also where it holds already: an element that is added
/// is there, one that is removed is not.
final class TouchedPlaces {

    private TouchedPlaces() {}

    /// The keys that `opcode` overwrites in what `evaluator` holds now; of interest before it is
    /// applied, as it passes over absent ones.
    static List<Value> presentKeys(Opcode opcode, DocumentEvaluator evaluator) {
        if (!(opcode instanceof Opcode.UpdateInMap update)) {
            return List.of();
        }
        List<Value> present = new ArrayList<>();
        for (Value key : update.entries().keys()) {
            if (evaluator.hasEntry(update.path(), key)) {
                present.add(key);
            }
        }
        return present;
    }

    /// The places that `opcode`, which had an effect, wrote; `presentKeys` are as of before.
    static List<Place> written(Opcode opcode, Path document, List<Value> presentKeys) {
        return switch (opcode) {
            case Opcode.DocumentSet set -> List.of(Place.of(document));
            case Opcode.DocumentRemove remove -> List.of(Place.of(document));
            case Opcode.Update update -> List.of(Place.of(update.path()));
            case Opcode.UnionInSet union -> elements(union.path(), union.elements());
            case Opcode.SubtractInSet subtract -> elements(subtract.path(), subtract.elements());
            case Opcode.UnionInMap union -> keys(union.path(), union.entries().keys());
            case Opcode.UpdateInMap update -> keys(update.path(), presentKeys);
            case Opcode.SubtractInMap subtract -> keys(subtract.path(), subtract.keys());
            case Opcode.InsertInXArray insert -> slot(insert.path(), insert.position());
            case Opcode.UpdateInXArray update -> slot(update.path(), update.position());
            case Opcode.RemoveInXArray remove -> slot(remove.path(), remove.position());
        };
    }

    /// The place to which it is due that `opcode` had this outcome, which is not [Outcome#APPLIED].
    static Place decisive(Opcode opcode, Outcome outcome, Path document) {
        return switch (outcome) {
            case APPLIED, MISSING_DOCUMENT, DISABLED, UNREACHED -> Place.of(document);
            case UNRESOLVED_PATH, WRONG_KIND ->
                    opcode instanceof Opcode.Edit edit ? Place.of(edit.path()) : Place.of(document);
            case RELOCATED, ABSENT_ENTRY, MASKED_SLOT -> entry(opcode, document);
        };
    }

    private static Place entry(Opcode opcode, Path document) {
        return switch (opcode) {
            case Opcode.InsertInXArray insert -> Place.of(insert.path().position(insert.before()));
            case Opcode.UpdateInXArray update ->
                    Place.of(update.path().position(update.position()));
            case Opcode.RemoveInXArray remove ->
                    Place.of(remove.path().position(remove.position()));
            case Opcode.UpdateInMap update ->
                    Place.of(update.path().key(update.entries().keys().iterator().next()));
            case Opcode.Edit edit -> Place.of(edit.path());
            case Opcode.DocumentSet set -> Place.of(document);
            case Opcode.DocumentRemove remove -> Place.of(document);
        };
    }

    private static List<Place> elements(Path path, Iterable<Value> elements) {
        List<Place> places = new ArrayList<>();
        elements.forEach(element -> places.add(Place.ofElement(path, element)));
        return places;
    }

    private static List<Place> keys(Path path, Iterable<Value> keys) {
        List<Place> places = new ArrayList<>();
        keys.forEach(key -> places.add(Place.of(path.key(key))));
        return places;
    }

    private static List<Place> slot(Path path, UUID position) {
        return List.of(Place.of(path.position(position)));
    }
}
