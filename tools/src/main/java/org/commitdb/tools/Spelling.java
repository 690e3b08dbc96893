package org.commitdb.tools;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Lets users write `-` for `_` and the reverse in the names of commands and long options: rewrites
/// such names to the way they are declared, and leaves everything else alone.
final class Spelling {

    private final String[] arguments;
    private CommandSpec command;
    private boolean atCommands = true;

    private Spelling(CommandSpec root, String[] arguments) {
        this.command = root;
        this.arguments = arguments.clone();
    }

    static String[] normalised(CommandSpec root, String... arguments) {
        return new Spelling(root, arguments).normalise();
    }

    private String[] normalise() {
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            if (argument.equals("--")) {
                break;
            }
            if (argument.startsWith("-")) {
                arguments[i] = option(argument);
                i += takesNext(arguments[i]) ? 1 : 0;
            } else if (atCommands) {
                arguments[i] = commandName(argument);
            }
        }
        return arguments;
    }

    private String option(String argument) {
        int equals = argument.indexOf('=');
        String name = equals < 0 ? argument : argument.substring(0, equals);
        if (!name.startsWith("--") || find(name) != null) {
            return argument;
        }
        for (String known : command.optionsMap().keySet()) {
            if (isSame(known, name)) {
                return known + argument.substring(name.length());
            }
        }
        return argument;
    }

    /// Whether the argument after this one is the value of this option.
    private boolean takesNext(String argument) {
        OptionSpec option = find(argument);
        return option != null && option.arity().min() > 0;
    }

    private @Nullable OptionSpec find(String name) {
        return command.optionsMap().get(name);
    }

    private String commandName(String argument) {
        for (var entry : command.subcommands().entrySet()) {
            if (isSame(entry.getKey(), argument)) {
                CommandLine found = entry.getValue();
                command = found.getCommandSpec();
                atCommands = !command.subcommands().isEmpty();
                return entry.getKey();
            }
        }
        atCommands = false;
        return argument;
    }

    private static boolean isSame(String declared, String given) {
        return declared.length() == given.length()
                && declared.replace('_', '-').equals(given.replace('_', '-'));
    }
}
