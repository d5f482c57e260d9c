-- What the application's user may do, and what it may not: it does not own the tables, so it can neither disarm the
-- triggers that keep the ledger append-only nor truncate or drop anything. Run as a superuser in the register's
-- database, once before the first migration; running it again does no harm:
--     sudo -u postgres psql -v ON_ERROR_STOP=1 -d registro -f deploy/postgresql/roles.sql
-- `registro_owner` migrates, `registro` serves; both exist already (docs/esercizio.md).
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO registro_owner;
GRANT USAGE ON SCHEMA public TO registro;

ALTER DEFAULT PRIVILEGES FOR ROLE registro_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO registro;
ALTER DEFAULT PRIVILEGES FOR ROLE registro_owner IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO registro;

GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO registro;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO registro;
