-- what the hard schema needs and does not hold
DO $$ BEGIN CREATE ROLE catalogue_reader; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
DO $$ BEGIN CREATE ROLE "Catalogue Writer"; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
CREATE SCHEMA elsewhere;
CREATE TABLE elsewhere.parent (id int PRIMARY KEY);
CREATE FOREIGN DATA WRAPPER nowhere;
CREATE SERVER far FOREIGN DATA WRAPPER nowhere;
