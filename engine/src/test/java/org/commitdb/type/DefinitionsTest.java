package org.commitdb.type;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.UUID;
import org.commitdb.error.DefinitionsException;
import org.commitdb.error.UnknownIdException;
import org.junit.jupiter.api.Test;

/// Building, checking and looking up.
final class DefinitionsTest {

    private final Namespace lib = new Namespace(new UUID(1, 1), "Lib");
    private final Namespace app = new Namespace(new UUID(2, 2), "App");
    private final DefinitionsBuilder builder = Definitions.builder();
    private final Concept user = builder.concept(lib, "User");
    private final Concept admin = builder.concept(app, "Admin", user);
    private final Concept other = builder.concept(lib, "Other");
    private final Club group = builder.club(lib, "Group");
    private final Structure login =
            builder.structure(lib, "Login", new Field("nickname", PrimitiveType.STRING));

    @Test
    void attachmentIsFoundByEachOfItsNames() {
        Attachment profile = builder.attachment(app, user, login, "profile");
        Attachment note = builder.attachment(lib, AnyConcept.ANY_CONCEPT, AnyType.ANY, "note");
        Definitions definitions = builder.build();
        assertEquals("App::Lib::User.profile", profile.identifier());
        assertSame(profile, definitions.attachment("App::Lib::User.profile"));
        assertSame(profile, definitions.attachment("Lib::User.profile"));
        assertSame(profile, definitions.attachment(profile.runtimeId().toString()));
        assertSame(profile, definitions.attachment(profile.runtimeId()).orElseThrow());
        assertSame(note, definitions.attachment("any_concept.note"));
        assertSame(note, definitions.attachment("Lib::any_concept.note"));
    }

    @Test
    void identifierWithThePrefixWinsOverTheOneWithout() {
        Attachment own = builder.attachment(lib, user, login, "profile");
        Attachment foreign = builder.attachment(app, user, login, "profile");
        Definitions definitions = builder.build();
        assertSame(own, definitions.attachment("Lib::User.profile"));
        assertSame(foreign, definitions.attachment("App::Lib::User.profile"));
    }

    @Test
    void ambiguousIdentifierNamesTheCandidates() {
        Attachment first = builder.attachment(lib, AnyConcept.ANY_CONCEPT, login, "note");
        Attachment second = builder.attachment(app, AnyConcept.ANY_CONCEPT, login, "note");
        Definitions definitions = builder.build();
        UnknownIdException e =
                assertThrows(
                        UnknownIdException.class, () -> definitions.attachment("any_concept.note"));
        assertTrue(e.getMessage().contains(first.runtimeId().toString()), e.getMessage());
        assertTrue(e.getMessage().contains(second.runtimeId().toString()), e.getMessage());
        assertSame(second, definitions.attachment("App::any_concept.note"));
    }

    @Test
    void unknownIdentifierSuggestsCloseOnes() {
        builder.attachment(lib, user, login, "login");
        Definitions definitions = builder.build();
        for (String wrong : List.of("Lib::User.logn", "lib::user.login", "login", "User.login")) {
            UnknownIdException e =
                    assertThrows(UnknownIdException.class, () -> definitions.attachment(wrong));
            assertEquals(
                    "There is no attachment '" + wrong + "'; did you mean 'Lib::User.login'?",
                    e.getMessage());
        }
        UnknownIdException e =
                assertThrows(UnknownIdException.class, () -> definitions.attachment("zzz"));
        assertEquals("There is no attachment 'zzz'; there is 'Lib::User.login'.", e.getMessage());
        assertEquals("attachment", e.kind());
        assertEquals("zzz", e.id());
    }

    @Test
    void unknownIdentifierInAnEmptyRegistrySaysSo() {
        UnknownIdException e =
                assertThrows(
                        UnknownIdException.class, () -> Definitions.EMPTY.attachment("A::B.c"));
        assertEquals("There is no attachment 'A::B.c': none is defined.", e.getMessage());
    }

    @Test
    void definitionsAreFoundByNameAndById() {
        Definitions definitions = builder.build();
        assertSame(login, definitions.definition("Lib::Login"));
        assertSame(login, definitions.definition(login.runtimeId().toString()));
        assertSame(login, definitions.find(login.runtimeId()).orElseThrow());
        assertSame(admin, definitions.concept("App::Admin"));
        assertSame(admin, definitions.concept(admin.runtimeId()).orElseThrow());
        assertTrue(definitions.concept(login.runtimeId()).isEmpty());
        assertThrows(UnknownIdException.class, () -> definitions.concept("Lib::Login"));
    }

    @Test
    void keysConformToConceptClubAndAnyConcept() {
        builder.membership(group, user);
        Definitions definitions = builder.build();
        assertTrue(definitions.conforms(user, admin.runtimeId()));
        assertFalse(definitions.conforms(admin, user.runtimeId()));
        assertTrue(definitions.conforms(group, admin.runtimeId()));
        assertFalse(definitions.conforms(group, other.runtimeId()));
        assertTrue(definitions.conforms(AnyConcept.ANY_CONCEPT, other.runtimeId()));
        assertFalse(definitions.conforms(AnyConcept.ANY_CONCEPT, login.runtimeId()));
        assertTrue(definitions.conforms(user, RuntimeId.NONE));
    }

    @Test
    void keyTypesReferToTheClubWithItsMembers() {
        Structure holder = builder.structure(lib, "Holder", new Field("group", new KeyType(group)));
        builder.membership(group, user);
        Definitions definitions = builder.build();
        Structure rebuilt = (Structure) definitions.definition("Lib::Holder");
        assertEquals(holder, rebuilt);
        KeyType key = (KeyType) rebuilt.fields().getFirst().type();
        assertSame(definitions.clubs().getFirst(), key.target());
        assertEquals(List.of(user), definitions.clubs().getFirst().members());
    }

    @Test
    void membershipIsCheckedAtOnce() {
        builder.membership(group, user);
        assertThrows(IllegalArgumentException.class, () -> builder.membership(group, user));
        Club foreign = new Club(new QualifiedName(app, "Foreign"), List.of(), "");
        assertThrows(IllegalArgumentException.class, () -> builder.membership(foreign, user));
    }

    @Test
    void oneNameIsDefinedOnceInANamespace() {
        builder.club(lib, "User");
        builder.attachment(lib, user, login, "login");
        builder.attachment(lib, user, AnyType.ANY, "login");
        builder.attachment(lib, admin, login, "login");
        DefinitionsException e = assertThrows(DefinitionsException.class, builder::build);
        assertEquals(
                List.of(
                        "The name 'User' is already defined in namespace 'Lib'.",
                        "The attachment 'Lib::User.login' is already defined."),
                e.problems());
    }

    @Test
    void namespaceHasOneNameAndOneUuid() {
        builder.concept(new Namespace(app.uuid(), "Renamed"), "C");
        builder.concept(new Namespace(new UUID(3, 3), "Lib"), "C");
        DefinitionsException e = assertThrows(DefinitionsException.class, builder::build);
        assertEquals(
                List.of(
                        "The namespace 'Lib' is already opened with the uuid {00000000-0000-0001-0000-000000000001}.",
                        "The uuid {00000000-0000-0002-0000-000000000002} already names the namespace 'App'."),
                e.problems());
    }

    @Test
    void registryIsClosed() {
        Structure holder =
                new Structure(
                        new QualifiedName(app, "H"),
                        List.of(new Field("f", new SetType(login))),
                        "");
        DefinitionsException e =
                assertThrows(
                        DefinitionsException.class, () -> Definitions.of(List.of(holder, admin)));
        assertEquals(2, e.problems().size());
        assertTrue(
                e.problems()
                        .getFirst()
                        .startsWith("The struct 'App::H' refers to the struct 'Lib::Login'"),
                e.getMessage());
    }

    @Test
    void dependencyOrderPutsReferencesFirst() {
        Structure outer = builder.structure(lib, "Outer", new Field("login", login));
        Definitions definitions = Definitions.of(List.of(outer, login, admin, user));
        assertEquals(List.of(login, outer, user, admin), definitions.inDependencyOrder());
        assertEquals(List.of(outer, login, admin, user), List.copyOf(definitions.all()));
    }

    @Test
    void longChainsOfParentsTakeNoStack() {
        DefinitionsBuilder deep = Definitions.builder();
        Concept concept = deep.concept(lib, "C0");
        for (int i = 1; i < 20_000; i++) {
            concept = deep.concept(lib, "C" + i, concept);
        }
        Definitions definitions = deep.build();
        assertEquals(20_000, definitions.inDependencyOrder().size());
        assertTrue(definitions.conforms(definitions.concepts().getFirst(), concept.runtimeId()));
    }

    @Test
    void digestDependsOnContentAlone() {
        Definitions definitions = builder.build();
        assertEquals(
                definitions.digest(),
                Definitions.of(definitions.all().stream().toList().reversed()).digest());
        assertNotEquals(Definitions.EMPTY.digest(), definitions.digest());
        assertEquals("da39a3ee5e6b4b0d3255bfef95601890afd80709", Definitions.EMPTY.digest());
    }
}
