package dev.poemcp.server;

final class Main {
    private Main() {}

    public static void main(String[] args) {}
}
