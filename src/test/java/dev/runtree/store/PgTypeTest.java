package dev.runtree.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.testing.TestDatabase;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** PostgreSQL reads the same from the bytes that COPY takes as from the text that INSERT takes. */
class PgTypeTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static final String NASTY =
            "tab\t nl\n cr\r \\N \\. \u0001 \u007f \"quoted\" 'x' {a,b} NULL é 漢 😀 \ud83d\ude80";

    @Test
    void texts() throws SQLException {
        same(PgType.TEXT, List.of("", " ", "\\", "\\N", "NULL", NASTY, NASTY.repeat(20_000)));
        same(PgType.JSON, List.of("{}", " [1e2, \"\\u00e9\\n\"] ", "{\"a\":1,\"a\":2}"));
        same(PgType.BYTEA, List.of("", Base64.getEncoder().encodeToString(new byte[] {0, -1, 127, -128, 10})));
        same(PgType.HEX, List.of("", "00ff7f800a"));
    }

    @Test
    void numbers() throws SQLException {
        same(PgType.BOOLEAN, List.of(true, false));
        same(PgType.INT2, List.of(0, 999, -1, (int) Short.MAX_VALUE, (int) Short.MIN_VALUE));
        same(PgType.INT4, List.of(0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE));
        same(PgType.INT8, List.of(0L, -1L, 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE));
    }

    @Test
    void decimals() throws SQLException {
        var decimals = new ArrayList<BigDecimal>();
        for (var text : List.of(
                "0",
                "0.0",
                "0.00000",
                "-0.1",
                "1",
                "-1",
                "10000",
                "9999",
                "100000000",
                "0.0001",
                "0.00001",
                "0.10",
                "0.0012300",
                "1234.5678",
                "12345.67890",
                "99999999.99999999",
                "1E+5",
                "1E-30",
                "-1E-30")) {
            decimals.add(new BigDecimal(text));
        }
        var random = new Random(1);
        for (var i = 0; i < 300; i++) {
            decimals.add(new BigDecimal(new BigInteger(random.nextInt(140), random), random.nextInt(31))
                    .multiply(BigDecimal.valueOf(random.nextBoolean() ? 1 : -1)));
        }
        same(PgType.NUMERIC, decimals);
    }

    @Test
    void times() throws SQLException {
        same(
                PgType.TIMESTAMPTZ,
                List.of(
                        0L,
                        -1L,
                        999L,
                        1_000L,
                        946_684_800_000_000_000L,
                        946_684_799_999_999_999L,
                        1_700_000_000_123_456_789L,
                        Long.MAX_VALUE,
                        Long.MIN_VALUE));
        same(
                PgType.DATE,
                List.of(
                        LocalDate.of(2000, 1, 1),
                        LocalDate.of(1999, 12, 31),
                        LocalDate.of(1677, 9, 21),
                        LocalDate.of(2262, 4, 11)));
    }

    @Test
    void arrays() throws SQLException {
        same(PgType.TEXTS, List.of(List.of(), List.of(""), List.of("a", "NULL", "{}", "\"", "\\", ",", NASTY)));
        same(PgType.UUIDS, List.of(List.of(), List.of(new UUID(1, -2), new UUID(Long.MIN_VALUE, Long.MAX_VALUE))));
    }

    private static <V> void same(PgType<V> type, List<V> values) throws SQLException {
        var table = new RowTable<Integer>(
                "written",
                List.of(Column.int4("n", n -> n), new Column<>("v", type, n -> n < 0 ? null : values.get(n))));
        var few = new ArrayList<Integer>();
        var many = new ArrayList<Integer>();
        for (var n = -1; n < values.size(); n++) {
            few.add(n);
        }
        while (many.size() < 1_000) {
            many.addAll(few);
        }
        try (var connection = DB.database().dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS written");
            statement.execute("CREATE TABLE written (n integer, v " + type.name() + ")");
            table.insert(connection, few, "");
            table.add(connection, many);
            try (var row = statement.executeQuery(
                    "SELECT count(*), count(DISTINCT n), count(DISTINCT (n, v::text)), count(v) FROM written")) {
                assertThat(row.next()).isTrue();
                assertThat(row.getInt(1)).isEqualTo(few.size() + many.size());
                assertThat(row.getInt(2)).isEqualTo(few.size());
                assertThat(row.getInt(3)).isEqualTo(few.size());
                assertThat(row.getInt(4)).isEqualTo((few.size() + many.size()) / few.size() * values.size());
            }
        }
    }
}
