package dev.poemcp.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BenchmarkOptionsTest {
    @Test
    void emptyValues_areTheDefaults() {
        var options = BenchmarkOptions.of("--root=/r", "--only=", "--jdks=");

        assertEquals(9, options.rounds());
        assertEquals(1_000_000, options.messages());
        assertEquals(List.of(), options.jdkHomes());
        assertTrue(options.isSelected("start"));
    }

    @Test
    void lists_areSplitAtCommas() {
        var options = BenchmarkOptions.of("--only=start, stdio", "--jdks=/a,/b", "--rounds=3");

        assertTrue(options.isSelected("stdio"));
        assertFalse(options.isSelected("http"));
        assertEquals(List.of(Path.of("/a"), Path.of("/b")), options.jdkHomes());
        assertEquals(3, options.rounds());
    }

    @Test
    void noRoundOrMessage_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> BenchmarkOptions.of("--rounds=0"));
        assertThrows(IllegalArgumentException.class, () -> BenchmarkOptions.of("--messages=0"));
    }
}
