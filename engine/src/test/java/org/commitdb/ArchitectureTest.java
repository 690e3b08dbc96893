package org.commitdb;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Holds the engine's packages to the table of what each may import.
///
/// A package covers the packages below it: `file` is `file.log`, `file.page` and so on. A package
/// that the table does not list fails; one that is listed and does not exist passes.
@Execution(ExecutionMode.CONCURRENT)
final class ArchitectureTest {
    private static final String ROOT = "org.commitdb";

    /// What a package may import besides the JDK, itself, and `error`, which every package may
    /// import.
    private static final Map<String, List<String>> ALLOWED_IMPORTS =
            Map.ofEntries(
                    Map.entry("error", List.of()),
                    Map.entry("bytes", List.of()),
                    Map.entry("type", List.of("bytes")),
                    Map.entry("dsm", List.of("type")),
                    Map.entry("value", List.of("type", "bytes")),
                    Map.entry("path", List.of("value", "type")),
                    Map.entry("blob", List.of("bytes")),
                    Map.entry("commit", List.of("path", "value", "type", "bytes")),
                    Map.entry("codec", List.of("commit", "blob", "path", "value", "type", "bytes")),
                    Map.entry("store", List.of("commit", "blob", "bytes")),
                    Map.entry("file", List.of("store", "commit", "blob", "bytes")),
                    Map.entry("remote", List.of("store", "commit", "blob", "bytes")),
                    Map.entry(
                            "state", List.of("store", "codec", "commit", "path", "value", "type")),
                    Map.entry("merge", List.of("state", "commit", "path", "value", "type")),
                    Map.entry("sync", List.of("store", "commit", "blob")));

    private static final String[] JDK_AND_ANNOTATIONS = {
        "java..", "javax..", "jdk.jfr..", "org.jspecify.annotations"
    };

    private static final JavaClasses ENGINE =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
                    .importPackages(ROOT);

    @TestFactory
    Stream<DynamicTest> packageImportsOnlyWhatTheTableAllows() {
        return ALLOWED_IMPORTS.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(row ->
                        DynamicTest.dynamicTest(
                                row.getKey(),
                                () -> importRule(row.getKey(), row.getValue()).check(ENGINE)));
    }

    @Test
    void tableRefusesAnImportThatItDoesNotList() {
        JavaClasses thisTest = new ClassFileImporter().importClasses(ArchitectureTest.class);
        ArchRule rule =
                noClasses()
                        .should()
                        .dependOnClassesThat(
                                resideOutsideOfPackages(allowedPackages("bytes", List.of())));
        assertTrue(rule.evaluate(thisTest).hasViolation());
    }

    @Test
    void everyPackageIsInTheTable() {
        Set<String> unknown = new TreeSet<>();
        for (String name : packageNames()) {
            String top = name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1).split("\\.")[0];
            if (!top.isEmpty() && !ALLOWED_IMPORTS.containsKey(top)) {
                unknown.add(name);
            }
        }
        assertEquals(Set.of(), unknown);
    }

    @Test
    void tableHasNoCycle() {
        ALLOWED_IMPORTS
                .keySet()
                .forEach(name -> assertTrue(!reachableFrom(name).contains(name), name));
    }

    @Test
    void facadeImportsOnlyTheEngineAndTheJdk() {
        List<String> allowed = new ArrayList<>(List.of(JDK_AND_ANNOTATIONS));
        allowed.add(ROOT);
        ALLOWED_IMPORTS.keySet().forEach(name -> allowed.add(below(name)));
        noClasses()
                .that(resideInAPackage(ROOT))
                .should()
                .dependOnClassesThat(resideOutsideOfPackages(allowed.toArray(String[]::new)))
                .allowEmptyShould(true)
                .check(ENGINE);
    }

    @Test
    void nothingBelowTheFacadeImportsTheFacade() {
        noClasses()
                .that(not(resideInAPackage(ROOT)))
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT))
                .allowEmptyShould(true)
                .check(ENGINE);
    }

    @Test
    void onlyTheEdgesTouchFilesAndChannels() {
        noClasses()
                .that(
                        not(
                                resideInAnyPackage(
                                        ROOT,
                                        below("error"),
                                        below("file"),
                                        below("remote"),
                                        below("dsm"))))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("java.nio.file..", "java.nio.channels..")
                                .or(nameMatching("java\\.io\\.(File.*|RandomAccessFile)")))
                .because("bytes lie behind the storage port, and errors only name a file")
                .allowEmptyShould(true)
                .check(ENGINE);
    }

    @Test
    void onlyBlobsOfTheFileUseLz4() {
        noClasses()
                .that(not(resideInAPackage(below("file.blob"))))
                .should()
                .dependOnClassesThat(resideInAPackage("net.jpountz.."))
                .allowEmptyShould(true)
                .check(ENGINE);
    }

    @Test
    void packagesOfTheFileHaveNoCycle() {
        slices().matching(ROOT + ".file.(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(ENGINE);
    }

    @Test
    void noPackageIsADrawer() {
        Set<String> drawers =
                Set.of(
                        "util",
                        "utils",
                        "common",
                        "impl",
                        "internal",
                        "helper",
                        "helpers",
                        "manager",
                        "base",
                        "misc");
        Set<String> found = new TreeSet<>();
        for (String name : packageNames()) {
            Stream.of(name.split("\\."))
                    .filter(drawers::contains)
                    .forEach(drawer -> found.add(name));
        }
        assertEquals(Set.of(), found);
    }

    private static ArchRule importRule(String name, List<String> imports) {
        return noClasses()
                .that(resideInAPackage(below(name)))
                .should()
                .dependOnClassesThat(resideOutsideOfPackages(allowedPackages(name, imports)))
                .allowEmptyShould(true);
    }

    private static String[] allowedPackages(String name, List<String> imports) {
        List<String> allowed = new ArrayList<>(List.of(JDK_AND_ANNOTATIONS));
        allowed.add(below(name));
        allowed.add(below("error"));
        imports.forEach(imported -> allowed.add(below(imported)));
        if (name.equals("file")) {
            allowed.add("net.jpountz..");
        }
        return allowed.toArray(String[]::new);
    }

    private static Set<String> reachableFrom(String name) {
        Set<String> reachable = new TreeSet<>();
        List<String> open = new ArrayList<>(ALLOWED_IMPORTS.get(name));
        while (!open.isEmpty()) {
            String next = open.removeLast();
            if (reachable.add(next)) {
                open.addAll(ALLOWED_IMPORTS.get(next));
            }
        }
        return reachable;
    }

    private static Set<String> packageNames() {
        Set<String> names = new TreeSet<>();
        ENGINE.forEach(type -> names.add(type.getPackageName()));
        assertTrue(!names.isEmpty(), "no class was read");
        return names;
    }

    private static String below(String name) {
        return ROOT + "." + name + "..";
    }
}
