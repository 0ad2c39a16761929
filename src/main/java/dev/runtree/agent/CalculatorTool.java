package dev.runtree.agent;

import dev.runtree.agent.tool.Param;
import dev.runtree.agent.tool.Tool;
import dev.runtree.agent.tool.ToolFailure;
import java.math.BigDecimal;
import java.math.MathContext;

/** The built-in tool {@code calculator}: the four operations with brackets, in 34 decimal digits. */
public final class CalculatorTool {

    @Tool(value = "Works out an arithmetic expression with + - * / and brackets, such as 84.50 * 1.15", readOnly = true)
    public String calculator(@Param("The expression") String expression) {
        if (expression.length() > 10_000) {
            throw new ToolFailure("NOT_ARITHMETIC", "the expression has more than 10,000 characters");
        }
        return new Expression(expression).value().stripTrailingZeros().toPlainString();
    }

    /** Reads by descent: sums of products of factors. */
    private static final class Expression {
        private static final int DEEPEST = 200;

        private final String text;
        private int at;
        private int depth;

        Expression(String text) {
            this.text = text;
        }

        BigDecimal value() {
            var value = sum();
            if (peek() != 0) {
                throw unexpected();
            }
            return value;
        }

        private BigDecimal sum() {
            var value = product();
            while (true) {
                if (take('+')) {
                    value = value.add(product(), MathContext.DECIMAL128);
                } else if (take('-')) {
                    value = value.subtract(product(), MathContext.DECIMAL128);
                } else {
                    return value;
                }
            }
        }

        private BigDecimal product() {
            var value = factor();
            while (true) {
                if (take('*')) {
                    value = value.multiply(factor(), MathContext.DECIMAL128);
                } else if (take('/')) {
                    var divisor = factor();
                    if (divisor.signum() == 0) {
                        throw new ToolFailure("DIVISION_BY_ZERO", "in \"" + text + "\"");
                    }
                    value = value.divide(divisor, MathContext.DECIMAL128);
                } else {
                    return value;
                }
            }
        }

        private BigDecimal factor() {
            if (++depth > DEEPEST) {
                throw new ToolFailure("NOT_ARITHMETIC", "the brackets are nested too deeply");
            }
            BigDecimal value;
            if (take('-')) {
                value = factor().negate();
            } else if (take('(')) {
                value = sum();
                if (!take(')')) {
                    throw unexpected();
                }
            } else {
                value = number();
            }
            depth--;
            return value;
        }

        private BigDecimal number() {
            peek();
            var start = at;
            while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
                at++;
            }
            try {
                return new BigDecimal(text.substring(start, at));
            } catch (NumberFormatException e) {
                at = start;
                throw unexpected();
            }
        }

        private boolean take(char wanted) {
            if (peek() != wanted) {
                return false;
            }
            at++;
            return true;
        }

        /** The next character that is not a space; 0 at the end. */
        private char peek() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            return at < text.length() ? text.charAt(at) : 0;
        }

        private ToolFailure unexpected() {
            var found = at < text.length() ? "\"" + text.charAt(at) + "\"" : "the end";
            return new ToolFailure(
                    "NOT_ARITHMETIC", found + " was not expected at character " + (at + 1) + " of \"" + text + "\"");
        }
    }
}
