package dev.poemcp.benchmarks.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;

final class ProcessFiguresTest {
    @Test
    void statWithBlanksInTheName_cpuIsSumOfItsFourTimes() throws IOException {
        String stat = "42 (a b) c) S 1 42 42 0 -1 4194560 100 200 0 0 7 3 20 10 20 0 30 0 1234 0 0";

        assertEquals(400, ProcessFigures.cpuMillis(stat));
    }

    @Test
    void shortStat_isRefused() {
        assertThrows(IOException.class, () -> ProcessFigures.cpuMillis("42 (a) S 1 42"));
    }

    @Test
    void statusLine_isReadInMegabytes() throws IOException {
        assertEquals(2, ProcessFigures.megabytes("VmRSS", "VmHWM:\t    4096 kB\nVmRSS:\t    2048 kB\n"));
    }

    @Test
    void missingLine_isRefused() {
        assertThrows(IOException.class, () -> ProcessFigures.megabytes("Pss", "VmRSS:\t    2048 kB\n"));
    }
}
