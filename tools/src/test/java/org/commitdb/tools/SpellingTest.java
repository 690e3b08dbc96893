package org.commitdb.tools;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

final class SpellingTest {

    private final CommandSpec root = root();

    private static CommandSpec root() {
        CommandSpec deep =
                CommandSpec.create()
                        .addOption(option("--long-name", "1"))
                        .addOption(option("--odd_name", "0"));
        CommandSpec group =
                CommandSpec.create()
                        .addOption(option("--socket-path", "1"))
                        .addSubcommand("do_it", deep);
        return CommandSpec.create().addSubcommand("big_group", group);
    }

    private static OptionSpec option(String name, String arity) {
        return OptionSpec.builder(name).arity(arity).build();
    }

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
