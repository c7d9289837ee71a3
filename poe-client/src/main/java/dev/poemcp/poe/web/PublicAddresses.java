package dev.poemcp.poe.web;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Allows only addresses of the public internet, by the IANA registries of special-purpose addresses (read 2026-08).
 * For IPv4 addresses embedded in IPv6 ones (mapped, NAT64, 6to4) the embedded address counts.
 */
public final class PublicAddresses implements AddressPolicy {
    private record Block(int length, BigInteger prefix, int bits, String label) {
        static Block of(String prefix, String label) {
            int slash = prefix.indexOf('/');
            byte[] first = literal(prefix.substring(0, slash));
            int bits = Integer.parseInt(prefix.substring(slash + 1));
            return new Block(first.length, leading(first, bits), bits, label);
        }

        boolean contains(byte[] address) {
            return address.length == length && leading(address, bits).equals(prefix);
        }

        private static BigInteger leading(byte[] address, int bits) {
            return new BigInteger(1, address).shiftRight(8 * address.length - bits);
        }
    }

    private static final List<Block> V4 = List.of(
            Block.of("0.0.0.0/8", "unspecified"),
            Block.of("10.0.0.0/8", "private"),
            Block.of("100.64.0.0/10", "of a carrier's own network"),
            Block.of("127.0.0.0/8", "loopback"),
            Block.of("169.254.0.0/16", "link-local"),
            Block.of("172.16.0.0/12", "private"),
            Block.of("192.0.0.0/24", "reserved"),
            Block.of("192.0.2.0/24", "for documentation"),
            Block.of("192.88.99.0/24", "reserved"),
            Block.of("192.168.0.0/16", "private"),
            Block.of("198.18.0.0/15", "for benchmarks"),
            Block.of("198.51.100.0/24", "for documentation"),
            Block.of("203.0.113.0/24", "for documentation"),
            Block.of("224.0.0.0/4", "multicast"),
            Block.of("240.0.0.0/4", "reserved"));

    private static final List<Block> V6 = List.of(
            Block.of("2001::/23", "reserved"),
            Block.of("2001:db8::/32", "for documentation"),
            Block.of("3fff::/20", "for documentation"));

    private static final Block LOOPBACK = Block.of("::1/128", "loopback");
    private static final Block UNSPECIFIED = Block.of("::/128", "unspecified");
    private static final Block MAPPED = Block.of("::ffff:0:0/96", "mapped");
    private static final Block COMPATIBLE = Block.of("::/96", "IPv4-compatible");
    private static final Block NAT64 = Block.of("64:ff9b::/96", "NAT64");
    private static final Block SIX_TO_FOUR = Block.of("2002::/16", "6to4");
    private static final List<Block> NAMED = List.of(
            LOOPBACK,
            UNSPECIFIED,
            COMPATIBLE,
            Block.of("fc00::/7", "private"),
            Block.of("fe80::/10", "link-local"),
            Block.of("fec0::/10", "site-local"),
            Block.of("ff00::/8", "multicast"));
    private static final Block GLOBAL_UNICAST = Block.of("2000::/3", "global unicast");

    @Override
    public Optional<String> objection(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 4 ? objectionIn(V4, bytes) : objectionV6(bytes);
    }

    private static Optional<String> objectionV6(byte[] bytes) {
        if (MAPPED.contains(bytes) || NAT64.contains(bytes)) {
            return objectionIn(V4, Arrays.copyOfRange(bytes, 12, 16));
        }
        if (SIX_TO_FOUR.contains(bytes)) {
            return objectionIn(V4, Arrays.copyOfRange(bytes, 2, 6));
        }
        Optional<String> named = objectionIn(NAMED, bytes);
        if (named.isPresent()) {
            return named;
        }
        return GLOBAL_UNICAST.contains(bytes) ? objectionIn(V6, bytes) : Optional.of("not of the public internet");
    }

    private static Optional<String> objectionIn(List<Block> blocks, byte[] address) {
        return blocks.stream()
                .filter(block -> block.contains(address))
                .map(Block::label)
                .findFirst();
    }

    /** The bytes of a literal; InetAddress would convert a mapped one to IPv4. */
    private static byte[] literal(String text) {
        if (!text.contains(":")) {
            byte[] bytes = new byte[4];
            String[] parts = text.split("\\.", -1);
            for (int i = 0; i < 4; i++) {
                bytes[i] = (byte) Integer.parseInt(parts[i]);
            }
            return bytes;
        }
        byte[] bytes = new byte[16];
        int gap = text.indexOf("::");
        List<String> head = groups(text.substring(0, gap));
        List<String> tail = groups(text.substring(gap + 2));
        for (int i = 0; i < head.size(); i++) {
            put(bytes, i, head.get(i));
        }
        for (int i = 0; i < tail.size(); i++) {
            put(bytes, 8 - tail.size() + i, tail.get(i));
        }
        return bytes;
    }

    private static List<String> groups(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(":", -1));
    }

    private static void put(byte[] bytes, int group, String hex) {
        int value = Integer.parseInt(hex, 16);
        bytes[2 * group] = (byte) (value >> 8);
        bytes[2 * group + 1] = (byte) value;
    }
}
