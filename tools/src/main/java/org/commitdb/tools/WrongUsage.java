package org.commitdb.tools;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.commitdb.tools.console.Console;
import org.commitdb.tools.console.PrintableText;
import org.commitdb.tools.console.Suggestions;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.MutuallyExclusiveArgsException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Tells the user what is wrong with the arguments, what may have been meant, and where to read on.
final class WrongUsage implements IParameterExceptionHandler {

    private final Console console;

    WrongUsage(Console console) {
        this.console = console;
    }

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandSpec command = failure.getCommandLine().getCommandSpec();
        console.message(message(failure, command));
        console.err().print("Try '" + command.qualifiedName(" ") + " --help' for what there is.\n");
        console.err().flush();
        return CommitDb.WRONG_USAGE;
    }

    private static String message(ParameterException failure, CommandSpec command) {
        if (failure instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            return unmatched(unmatched.getUnmatched().getFirst(), command);
        }
        if (failure instanceof MutuallyExclusiveArgsException exclusive) {
            return String.valueOf(exclusive.getMessage()).replaceFirst("^Error: ", "");
        }
        if (!command.subcommands().isEmpty() && command.parent() != null) {
            return "'" + command.qualifiedName(" ") + "' needs a command: " + names(command);
        }
        String message = PrintableText.of(String.valueOf(failure.getMessage()));
        return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
    }

    private static String unmatched(String given, CommandSpec command) {
        String first = PrintableText.of(given);
        if (first.startsWith("-") && first.length() > 1) {
            return "'"
                    + command.qualifiedName(" ")
                    + "' has no option '"
                    + first
                    + "'"
                    + Suggestions.question(given, command.optionsMap().keySet());
        }
        if (command.subcommands().isEmpty()) {
            return "'" + command.qualifiedName(" ") + "' takes no argument '" + first + "' here";
        }
        String question = Suggestions.question(given, command.subcommands().keySet());
        return "there is no command '"
                + first
                + "'"
                + (question.isEmpty() ? "; there is " + names(command) : question);
    }

    private static String names(CommandSpec command) {
        Set<String> names = new LinkedHashSet<>();
        for (CommandLine subcommand : command.subcommands().values()) {
            names.add(subcommand.getCommandName());
        }
        return String.join(", ", names);
    }
}
