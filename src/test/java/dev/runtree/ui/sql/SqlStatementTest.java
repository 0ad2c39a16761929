package dev.runtree.ui.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What stands between a text of statements and the next one. */
class SqlStatementTest {
    @Test
    void whatComesBehindACommentIsNotInIt() {
        assertThat(SqlStatement.endOf("SELECT 1")).isEqualTo(";");
        assertThat(SqlStatement.endOf("SELECT 1;")).isEmpty();
        assertThat(SqlStatement.endOf("SELECT 1; -- done")).isEmpty();
        assertThat(SqlStatement.endOf("SELECT 1 -- done;")).isEqualTo("\n;");
        assertThat(SqlStatement.endOf("SELECT '--'")).isEqualTo(";");
        assertThat(SqlStatement.endOf("-- nothing yet")).isEmpty();
    }
}
