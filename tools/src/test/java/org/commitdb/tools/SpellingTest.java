package org.commitdb.tools;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

final class SpellingTest {

    @Command(name = "root", subcommands = Group.class)
    static final class Root {}

    @Command(name = "big_group", subcommands = Deep.class)
    static final class Group {
        @Option(names = "--socket-path")
        private String path;
    }

    @Command(name = "do_it")
    static final class Deep {
        @Option(names = "--long-name")
        private String name;

        @Option(names = "--odd_name")
        private boolean odd;

        @Parameters private String[] rest;
    }

    private final CommandSpec root = new CommandLine(new Root()).getCommandSpec();

    private void assertNormalised(String expected, String given) {
        assertArrayEquals(expected.split(" "), Spelling.normalised(root, given.split(" ")), given);
    }

    @Test
    void commandsAreFoundEitherWay() {
        assertNormalised("big_group do_it", "big-group do-it");
        assertNormalised("big_group do_it", "big_group do_it");
    }

    @Test
    void optionsAreFoundEitherWay() {
        assertNormalised(
                "big_group do_it --long-name x --odd_name",
                "big_group do_it --long_name x --odd-name");
        assertNormalised("big_group do_it --long-name=a_b", "big_group do_it --long_name=a_b");
    }

    @Test
    void valuesAreLeftAlone() {
        assertNormalised(
                "big_group --socket-path do-it do_it", "big_group --socket_path do-it do-it");
        assertNormalised(
                "big_group do_it --long-name --odd-name", "big_group do_it --long-name --odd-name");
        assertNormalised("big_group do_it do-it big-group", "big_group do-it do-it big-group");
        assertNormalised("big_group do_it -- --long_name", "big_group do_it -- --long_name");
    }

    @Test
    void unknownNamesAreLeftAlone() {
        assertNormalised("small-group --x_y", "small-group --x_y");
    }
}
