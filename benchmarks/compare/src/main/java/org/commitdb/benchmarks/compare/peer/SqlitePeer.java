package org.commitdb.benchmarks.compare.peer;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// SQLite through sqlite-jdbc: two tables without row ids.
final class SqlitePeer implements KeyValuePeer {

    private final String url;
    private final Connection connection;
    private final PreparedStatement putRecord;
    private final PreparedStatement putDocument;

    SqlitePeer(Path folder, Guarantee guarantee) throws SQLException {
        url = "jdbc:sqlite:" + folder.resolve("compare.sqlite");
        connection = DriverManager.getConnection(url);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode=WAL");
            statement.execute(
                    "PRAGMA synchronous=" + (guarantee == Guarantee.DURABLE ? "FULL" : "OFF"));
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS records(key BLOB PRIMARY KEY, value BLOB) WITHOUT"
                            + " ROWID");
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS documents(key TEXT PRIMARY KEY, value BLOB)"
                            + " WITHOUT ROWID");
        }
        connection.setAutoCommit(false);
        putRecord = connection.prepareStatement("INSERT OR REPLACE INTO records VALUES(?, ?)");
        putDocument = connection.prepareStatement("INSERT OR REPLACE INTO documents VALUES(?, ?)");
    }

    @Override
    public void write(Payload payload) throws SQLException {
        putRecord.setBytes(1, payload.recordKey());
        putRecord.setBytes(2, payload.record());
        putRecord.executeUpdate();
        putDocument.setString(1, payload.name().text());
        putDocument.setBytes(2, payload.document());
        putDocument.executeUpdate();
        connection.commit();
    }

    @Override
    public Reader reader() throws SQLException {
        Connection reading = DriverManager.getConnection(url);
        reading.setAutoCommit(false);
        PreparedStatement select =
                reading.prepareStatement("SELECT value FROM documents WHERE key = ?");
        return new Reader() {
            @Override
            public long read(DocumentName name) throws SQLException {
                select.setString(1, name.text());
                try (ResultSet rows = select.executeQuery()) {
                    rows.next();
                    byte[] document = rows.getBytes(1);
                    return document[document.length - 9];
                }
            }

            @Override
            public void close() throws SQLException {
                select.close();
                reading.close();
            }
        };
    }

    @Override
    public void close() throws SQLException {
        putRecord.close();
        putDocument.close();
        connection.close();
    }
}
