package org.commitdb.type;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.commitdb.error.DefinitionsException;
import org.jspecify.annotations.Nullable;

/// Writes a registry in code; each method returns what it defined, for use in further definitions.
///
/// ```java
/// DefinitionsBuilder builder = Definitions.builder();
/// Namespace tuto = new Namespace(UUID.fromString("f529bc42-0618-4f54-a3fb-d55f95c5ad03"), "Tuto");
/// Concept user = builder.concept(tuto, "User");
/// Structure login = builder.structure(tuto, "Login", new Field("nickname", PrimitiveType.STRING));
/// builder.attachment(tuto, user, login, "login");
/// Definitions definitions = builder.build();
/// ```
///
/// **Errors**: [IllegalArgumentException] for what is wrong by itself (a name, a default, an
/// enumeration of too many cases); [#build] reports what is wrong together. **Threads**: one.
public final class DefinitionsBuilder {

    private final List<Definition> definitions = new ArrayList<>();
    private final Map<Club, List<Concept>> members = new LinkedHashMap<>();

    DefinitionsBuilder() {}

    /// Defines a concept without a parent.
    public Concept concept(Namespace namespace, String name) {
        return concept(namespace, name, null, "");
    }

    /// Defines a concept that is a kind of `parent`.
    public Concept concept(Namespace namespace, String name, Concept parent) {
        return concept(namespace, name, parent, "");
    }

    /// Defines a concept with a docstring.
    public Concept concept(
            Namespace namespace, String name, @Nullable Concept parent, String documentation) {
        return add(new Concept(new QualifiedName(namespace, name), parent, documentation));
    }

    /// Defines a club; [#membership] lets concepts join it.
    public Club club(Namespace namespace, String name) {
        return club(namespace, name, "");
    }

    /// Defines a club with a docstring.
    public Club club(Namespace namespace, String name, String documentation) {
        return add(new Club(new QualifiedName(namespace, name), List.of(), documentation));
    }

    /// Lets `member` join `club`. The club object stays as it was; the registry's has the member.
    ///
    /// **Errors**: [IllegalArgumentException] when the club is not of this builder or has the
    /// member already.
    public DefinitionsBuilder membership(Club club, Concept member) {
        List<Concept> joined = members.get(club);
        if (joined == null) {
            throw new IllegalArgumentException(
                    "The type '" + club + "' in membership must be a club of this builder.");
        }
        if (club.members().contains(member) || joined.contains(member)) {
            throw new IllegalArgumentException(
                    "The concept '" + member + "' is already a member of club '" + club + "'.");
        }
        joined.add(member);
        return this;
    }

    /// Defines an enumeration of these cases.
    public Enumeration enumeration(Namespace namespace, String name, String... cases) {
        return enumeration(
                namespace, name, Stream.of(cases).map(EnumerationCase::new).toList(), "");
    }

    /// Defines an enumeration with docstrings.
    public Enumeration enumeration(
            Namespace namespace, String name, List<EnumerationCase> cases, String documentation) {
        return add(new Enumeration(new QualifiedName(namespace, name), cases, documentation));
    }

    /// Defines a structure of these fields.
    public Structure structure(Namespace namespace, String name, Field... fields) {
        return structure(namespace, name, List.of(fields), "");
    }

    /// Defines a structure with a docstring.
    public Structure structure(
            Namespace namespace, String name, List<Field> fields, String documentation) {
        return add(new Structure(new QualifiedName(namespace, name), fields, documentation));
    }

    /// Defines an attachment: keys of `target` may have a document of `documentType`.
    public Attachment attachment(
            Namespace namespace, KeyTarget target, Type documentType, String name) {
        return attachment(namespace, target, documentType, name, "");
    }

    /// Defines an attachment with a docstring.
    public Attachment attachment(
            Namespace namespace,
            KeyTarget target,
            Type documentType,
            String name,
            String documentation) {
        return add(
                new Attachment(
                        new QualifiedName(namespace, name), target, documentType, documentation));
    }

    /// Adds a definition that was made elsewhere, and returns it.
    public <T extends Definition> T add(T definition) {
        definitions.add(definition);
        if (definition instanceof Club club) {
            members.putIfAbsent(club, new ArrayList<>());
        }
        return definition;
    }

    /// Adds everything that another registry has.
    public DefinitionsBuilder addAll(Definitions others) {
        others.all().forEach(this::add);
        return this;
    }

    /// The registry of everything defined so far. The builder may go on.
    ///
    /// **Errors**: [DefinitionsException] with every problem: those of [Definitions#of], and one
    /// display name for two namespaces.
    public Definitions build() {
        List<Definition> joined = new ArrayList<>();
        for (Definition definition : definitions) {
            joined.add(definition instanceof Club club ? withMembers(club) : definition);
        }
        List<String> problems = new ArrayList<>(DefinitionsCheck.sharedNames(joined));
        problems.addAll(DefinitionsCheck.problems(joined));
        if (!problems.isEmpty()) {
            throw new DefinitionsException(problems);
        }
        return Definitions.rebound(joined);
    }

    private Club withMembers(Club club) {
        List<Concept> all = new ArrayList<>(club.members());
        all.addAll(members.getOrDefault(club, List.of()));
        return all.size() == club.members().size()
                ? club
                : new Club(club.name(), all, club.documentation());
    }
}
