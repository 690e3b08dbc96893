package org.commitdb.type;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.UUID;
import org.commitdb.error.DefinitionsException;
import org.commitdb.error.UnknownIdException;
import org.junit.jupiter.api.Test;

/// Definitions only grow, and never contradict what is there.
final class DefinitionsExtensionTest {

    private final Namespace lib = new Namespace(new UUID(1, 1), "Lib");
    private final DefinitionsBuilder mine = Definitions.builder();
    private final DefinitionsBuilder theirs = Definitions.builder();

    @Test
    void newDefinitionsAreAddedPerKind() {
        Concept user = mine.concept(lib, "User");
        theirs.concept(lib, "User");
        Concept admin = theirs.concept(lib, "Admin", user);
        Club group = theirs.club(lib, "Group");
        Enumeration status = theirs.enumeration(lib, "Status", "a");
        Structure login = theirs.structure(lib, "Login", new Field("s", status));
        Attachment attachment = theirs.attachment(lib, user, login, "login");
        DefinitionsExtension extension = mine.build().extend(theirs.build());
        assertEquals(List.of(admin), extension.addedConcepts());
        assertEquals(List.of(group), extension.addedClubs());
        assertEquals(List.of(status), extension.addedEnumerations());
        assertEquals(List.of(login), extension.addedStructures());
        assertEquals(List.of(attachment), extension.addedAttachments());
        assertEquals(6, extension.definitions().all().size());
        assertSame(
                extension.definitions().concept("Lib::User"),
                extension.addedConcepts().getFirst().parent());
    }

    @Test
    void sameContentIsNothingNew() {
        mine.concept(lib, "User", null, "mine");
        theirs.concept(new Namespace(lib.uuid(), "Renamed"), "User", null, "theirs");
        Definitions target = mine.build();
        DefinitionsExtension extension = target.extend(theirs.build());
        assertTrue(extension.isEmpty());
        assertSame(target, extension.definitions());
    }

    @Test
    void documentationAndNamespaceNameOfTheTargetStay() {
        mine.concept(lib, "User", null, "mine");
        Namespace renamed = new Namespace(lib.uuid(), "Renamed");
        Concept user = theirs.concept(renamed, "User", null, "theirs");
        theirs.structure(renamed, "Login", new Field("user", new KeyType(user)));
        Definitions united = mine.build().extend(theirs.build()).definitions();
        assertEquals("mine", united.concept("Lib::User").documentation());
        Structure login = (Structure) united.definition("Lib::Login");
        assertEquals("key<Lib::User>", login.fields().getFirst().type().toString());
    }

    @Test
    void clubsGetTheMembersOfBoth() {
        Concept first = mine.concept(lib, "First");
        Club club = mine.club(lib, "Club");
        mine.membership(club, first);
        mine.structure(lib, "Holder", new Field("members", new KeyType(club)));
        theirs.add(first);
        Concept second = theirs.concept(lib, "Second");
        theirs.membership(theirs.club(lib, "Club"), second);
        DefinitionsExtension extension = mine.build().extend(theirs.build());
        Club united = extension.definitions().clubs().getFirst();
        assertEquals(List.of(first, second), united.members());
        assertEquals(1, extension.grownClubs().size());
        assertSame(united, extension.grownClubs().getFirst());
        Structure holder = extension.definitions().structures().getFirst();
        assertSame(united, ((KeyType) holder.fields().getFirst().type()).target());
        assertTrue(extension.definitions().conforms(club, second.runtimeId()));
    }

    @Test
    void changedContentIsRefusedRootCauseFirst() {
        Concept user = mine.concept(lib, "User");
        Structure inner = mine.structure(lib, "Inner", new Field("f", PrimitiveType.INT8));
        Structure outer = mine.structure(lib, "Outer", new Field("f", inner));
        Attachment data = mine.attachment(lib, user, outer, "data");
        theirs.add(user);
        Structure changed =
                new Structure(inner.name(), List.of(new Field("f", PrimitiveType.INT16)), "");
        Structure embedder = new Structure(outer.name(), List.of(new Field("f", changed)), "");
        Attachment user2 = theirs.attachment(lib, user, embedder, "data");
        theirs.add(embedder);
        theirs.add(changed);
        Definitions target = mine.build();
        DefinitionsException e =
                assertThrows(DefinitionsException.class, () -> target.extend(theirs.build()));
        assertEquals(
                List.of(
                        "The struct 'Lib::Inner' is already defined with another content (sealed): "
                                + inner.runtimeId()
                                + " / "
                                + changed.runtimeId()
                                + ".",
                        "The struct 'Lib::Outer' is already defined with another content (sealed): "
                                + outer.runtimeId()
                                + " / "
                                + embedder.runtimeId()
                                + ".",
                        "The attachment 'Lib::User.data' is already defined with another content (sealed): "
                                + data.runtimeId()
                                + " / "
                                + user2.runtimeId()
                                + "."),
                e.problems());
    }

    @Test
    void anotherKindIsRefusedEvenUnderTheSameId() {
        Concept concept = mine.concept(lib, "X");
        Club club = theirs.club(lib, "X");
        assertEquals(concept.runtimeId(), club.runtimeId());
        DefinitionsException e =
                assertThrows(DefinitionsException.class, () -> mine.build().extend(theirs.build()));
        assertTrue(
                e.getMessage().startsWith("The club 'Lib::X' is already defined as a concept"),
                e.getMessage());
    }

    @Test
    void sameAttachmentNameOnAnotherKeyIsAdded() {
        Concept user = mine.concept(lib, "User");
        mine.attachment(lib, user, PrimitiveType.STRING, "note");
        theirs.attachment(lib, AnyConcept.ANY_CONCEPT, PrimitiveType.STRING, "note");
        assertEquals(1, mine.build().extend(theirs.build()).addedAttachments().size());
    }

    @Test
    void namespacesOfOneNameLiveSideBySide() {
        mine.concept(lib, "X");
        Concept second = theirs.concept(new Namespace(new UUID(9, 9), "Lib"), "X");
        Definitions united = mine.build().extend(theirs.build()).definitions();
        assertEquals(2, united.concepts().size());
        assertThrows(UnknownIdException.class, () -> united.concept("Lib::X"));
        assertSame(second, united.concept(second.runtimeId().toString()));
    }
}
