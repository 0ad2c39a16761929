package dev.runtree.agent.demo;

import dev.runtree.agent.tool.Param;
import dev.runtree.agent.tool.Tool;

/** An archive of scanned invoices: one is very long, one is broken. */
public final class InvoiceTools {
    private static final int WORDS = 3_100;

    @Tool("Reads the scan of an invoice: every word with its place on the page")
    public String readInvoice(@Param("Such as INV-1187") String number) {
        Slow.work(260);
        if (number.endsWith("1188")) {
            throw new IllegalStateException("the scan of " + number + " cannot be read", decode(number));
        }
        return words(number);
    }

    private static RuntimeException decode(String number) {
        return new ArrayIndexOutOfBoundsException("Index 4096 out of bounds for length 4096 in page 3 of " + number);
    }

    /** About 200 KB of JSON, as text recognition gives it. */
    private static String words(String number) {
        var json = new StringBuilder("{\"invoice\":\"" + number
                + "\",\"supplier\":\"Café Zürich & Söhne GmbH\",\"total\":\"1.284,60 €\",\"pages\":3,\"words\":[");
        for (int word = 0; word < WORDS; word++) {
            json.append(word == 0 ? "" : ",")
                    .append("{\"text\":\"word")
                    .append(word)
                    .append("\",\"page\":")
                    .append(1 + word * 3 / WORDS)
                    .append(",\"box\":[")
                    .append(word % 60 * 9)
                    .append(',')
                    .append(word / 60 % 80 * 12)
                    .append(",")
                    .append(8 + word % 7)
                    .append(",11],\"confidence\":0.")
                    .append(90 + word % 10)
                    .append("}");
        }
        return json.append("]}").toString();
    }
}
