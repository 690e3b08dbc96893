package org.commitdb.dsm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.commitdb.error.DefinitionsException;
import org.commitdb.error.StorageException;

/// Reads and checks DSM text: one file, the `*.dsm` files of one folder (its subfolders are not
/// looked into), or texts in memory, taken together as one model.
///
/// Files of a folder are taken in the order of their names by code point; the order of parts
/// decides nothing but the order of definitions. **Threads**: any.
public final class Dsm {

    /// The largest file that is read.
    private static final long LARGEST_FILE_BYTES = 64L << 20;

    private static final String EXTENSION = ".dsm";

    private Dsm() {}

    /// Checks a file or a folder. What the text does wrong, not being UTF-8 included, is in the
    /// report.
    ///
    /// **Errors**: [StorageException] when the path cannot be read, is a folder without `*.dsm`
    /// files, or a file is larger than 64 MiB.
    public static DsmReport check(Path path) {
        Diagnostics diagnostics = new Diagnostics();
        List<DsmSource> sources = new ArrayList<>();
        for (Path file : files(path)) {
            sources.add(read(file, sources.size(), diagnostics));
        }
        return check(sources, diagnostics);
    }

    /// Checks texts in memory.
    public static DsmReport check(List<DsmSource> sources) {
        return check(sources, new Diagnostics());
    }

    /// Reads a file or a folder.
    ///
    /// **Errors**: [DefinitionsException] with every diagnostic of [#check(Path)], and its
    /// [StorageException].
    public static DsmModel parse(Path path) {
        return modelOf(check(path));
    }

    /// Reads texts in memory.
    ///
    /// **Errors**: [DefinitionsException] with every diagnostic of [#check(List)].
    public static DsmModel parse(List<DsmSource> sources) {
        return modelOf(check(sources));
    }

    /// Reads one text; diagnostics call it `text`.
    ///
    /// **Errors**: [DefinitionsException] with every diagnostic.
    public static DsmModel parse(String text) {
        return parse(List.of(new DsmSource("text", text)));
    }

    private static DsmModel modelOf(DsmReport report) {
        return report.model()
                .orElseThrow(() ->
                        new DefinitionsException(
                                report.diagnostics().stream().map(Diagnostic::toString).toList()));
    }

    private static DsmReport check(List<DsmSource> sources, Diagnostics diagnostics) {
        SyntaxTree tree = new SyntaxTree(new ArrayList<>(), new ArrayList<>());
        for (int part = 0; part < sources.size(); part++) {
            List<Token> tokens = new Lexer(sources.get(part), part, diagnostics).tokens();
            new Parser(tokens, diagnostics, tree.namespaces(), tree.pools()).parse();
        }
        DsmModel model = new Resolver(diagnostics).resolve(tree);
        return new DsmReport(diagnostics.sorted(), Optional.ofNullable(model));
    }

    private static List<Path> files(Path path) {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> children = Files.list(path)) {
            List<Path> files =
                    children.filter(child ->
                                    name(child).endsWith(EXTENSION) && Files.isRegularFile(child))
                            .sorted((left, right) ->
                                    Arrays.compareUnsigned(
                                            name(left).getBytes(StandardCharsets.UTF_8),
                                            name(right).getBytes(StandardCharsets.UTF_8)))
                            .toList();
            if (files.isEmpty()) {
                throw new StorageException(
                        "folder " + path + " has no *.dsm file", path.toString());
            }
            return files;
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static DsmSource read(Path file, int part, Diagnostics diagnostics) {
        try {
            if (Files.size(file) > LARGEST_FILE_BYTES) {
                throw new StorageException(
                        "file " + file + " is larger than " + LARGEST_FILE_BYTES + " bytes",
                        file.toString());
            }
            return decode(name(file), Files.readAllBytes(file), part, diagnostics);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /// The text up to the first byte that is not UTF-8, which is reported.
    private static DsmSource decode(String name, byte[] bytes, int part, Diagnostics diagnostics) {
        CharsetDecoder decoder =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer text = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), text, true);
        String decoded = text.flip().toString();
        if (result.isError()) {
            String lastLine = decoded.substring(decoded.lastIndexOf('\n') + 1);
            int line = 1 + (int) decoded.chars().filter(c -> c == '\n').count();
            int column = 1 + lastLine.codePointCount(0, lastLine.length());
            diagnostics.report(new Position(part, name, line, column), "The text is not UTF-8.");
        }
        return new DsmSource(name, decoded);
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    private static StorageException unreadable(Path path, IOException cause) {
        return new StorageException(
                "cannot read " + path + ": " + cause.getMessage(), path.toString(), cause);
    }
}
