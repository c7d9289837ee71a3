package dev.poemcp.emulator.control;

/**
 * The credentials that a client must present.
 *
 * @param pB cookie {@code p-b}, percent-encoded as a browser shows it
 * @param pLat cookie {@code p-lat}; builds before 2026 require it
 * @param formkey the 32 hexadecimal digits of header {@code poe-formkey}
 */
public record Account(String pB, String pLat, String formkey) {
    @Override
    public String toString() {
        return "Account[***]";
    }
}
