package dev.poemcp.benchmarks.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class CallTemplateTest {
    @Test
    void laterId_replacesTheFirst() {
        var template = new CallTemplate("{\"id\":1000000000000,\"a\":1}");
        byte[] target = new byte[2 + template.length()];

        template.writeTo(target, 2, CallTemplate.FIRST_ID + 4_711);

        assertEquals("{\"id\":1000000004711,\"a\":1}", new String(target, 2, template.length(), US_ASCII));
    }

    @Test
    void requestWithoutTheId_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> new CallTemplate("{\"id\":1}"));
    }
}
