package dev.poemcp.server.policy.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Of both systems, on any. */
final class NetworkPathsTest {
    @ParameterizedTest
    @CsvSource({
        "\\\\server\\share\\a.txt, true, true",
        "//server/share, true, true",
        "\\/server/share, true, true",
        "\\\\?\\UNC\\server\\share, true, true",
        "\\\\.\\pipe\\x, true, true",
        "\\??\\C:\\a.txt, true, true",
        "NUL, false, true",
        "con, false, true",
        "folder/aux.txt, false, true",
        "folder\\COM1, false, true",
        "lpt9 .log, false, true",
        "CONIN$, false, true",
        "nul:, false, true",
    })
    void networkOrDevicePath_isRecognized(String text, boolean anywhere, boolean onWindows) {
        assertEquals(anywhere, NetworkPaths.isNetworkOrDevice(text, false));
        assertEquals(onWindows, NetworkPaths.isNetworkOrDevice(text, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "\\",
                "a.txt",
                "/home/me/a.txt",
                "C:\\Users\\me\\a.txt",
                "/C:/Users/me/a.txt",
                "a//b",
                "a\\\\b",
                "..\\a",
                "console.log",
                "nullable/null.txt",
                "com10.txt",
                "my nul",
                "auxiliary"
            })
    void otherPath_isNot(String text) {
        assertFalse(NetworkPaths.isNetworkOrDevice(text, false));
        assertFalse(NetworkPaths.isNetworkOrDevice(text, true));
    }
}
